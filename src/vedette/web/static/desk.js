// The desk's scripts: keys everywhere, marks on an article's page. All pages read well without.
import { startAdding } from "./adding.js";
import { startAsOf } from "./as-of.js";
import { startFresh } from "./fresh.js";
import { startHere } from "./here.js";
import { startKeys } from "./keys.js";
import { startMaking } from "./making.js";
import { startMarks } from "./marks.js";
import { startForms } from "./forms.js";
import { startLine } from "./line.js";
import { startTicks } from "./ticks.js";
import { startWeek } from "./week.js";

document.documentElement.classList.add("has-scripts");
startKeys(document);
startForms(document);
startFresh(document);
startWeek(document);
startHere(document);
startAsOf(document);
startAdding(document);
startMaking(document);
startLine(document);
startTicks(document);
if (document.querySelector(".sheet")) startMarks(document);
