"""An early-warning desk for hybrid threats: public reporting in, findings with their words out."""
