"""What lies under `deploy/` can be run: its files parse, and what they name is there."""

import re
import shlex
import shutil
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import yaml
from tools.check_docs import fault_of

from vedette.desk.settings import settle

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
MANIFESTS = [
    one
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for one in yaml.safe_load_all(path.read_text("utf-8"))
]
DEPLOYED = [one for one in MANIFESTS if one["kind"] == "Deployment"]
SECRET = {"vedette-ledger": {"url", "password"}}
"""What the papers tell to make by hand."""
BUILT = ("dist/*.whl",)
"""What `make` makes."""


def instructions():
    """The instructions of the Containerfile, each on one line."""
    text = re.sub(r"(?m)^#.*\n", "", (DEPLOY / "Containerfile").read_text("utf-8"))
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if line:
            yield tuple(line.split(maxsplit=1))


def settings_of(text, tmp_path, monkeypatch):
    """Read settings as the desk would."""
    path = tmp_path / "vedette.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return settle(path)


def test_a_container_runs_as_nobody_in_particular():
    """In its last stage, by number, so that a cluster can see it."""
    last = [word for word, _ in instructions()].count("FROM")
    stages = [n for n, (word, _) in enumerate(instructions()) if word == "FROM"]
    final = list(instructions())[stages[-1] :]
    assert last == 2
    assert ("USER", "10001:10001") in final
    assert "HEALTHCHECK" in {word for word, _ in final}


def test_what_a_container_is_built_of_is_there():
    """Every file that is copied, and it is not kept out of what the builder is given."""
    given = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").split()
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            for name in rest.split()[:-1]:
                assert f"!{name}" in given
                assert name in BUILT or (ROOT / name).is_file(), name
    pinned = (ROOT / "requirements" / "deploy.lock").read_text("utf-8")
    assert re.search(r"^psycopg-binary==", pinned, re.MULTILINE)


def test_a_container_runs_what_we_have():
    """Its command is one that the command line takes, over an entry point that is installed."""
    told = dict(instructions())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (entry,) = yaml.safe_load(told["ENTRYPOINT"])
    assert entry in project["scripts"]
    assert fault_of(yaml.safe_load(told["CMD"])) == ""


def test_compose_shuts_the_desk_in():
    """Its root is read-only, it may do nothing special, and only this machine reaches it."""
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    desk = told["services"]["vedette"]
    assert (desk["read_only"], desk["cap_drop"]) == (True, ["ALL"])
    assert desk["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in desk["ports"])
    assert fault_of(desk["command"]) == ""
    assert set(desk["depends_on"]) < set(told["services"])
    assert (DEPLOY / desk["build"]["context"] / desk["build"]["dockerfile"]).is_file()
    named = {mount.split(":")[0] for one in told["services"].values() for mount in one["volumes"]}
    for name in named:
        assert (DEPLOY / name).is_file() if name.startswith(".") else name in told["volumes"]


def test_compose_knows_from_where_the_server_before_the_desk_comes():
    """By the gateway of its network, which no container has for an address."""
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    (network,) = told["networks"]["default"]["ipam"]["config"]
    assert told["services"]["vedette"]["environment"]["VEDETTE_WEB_PROXIES"] == network["gateway"]
    assert ip_address(network["gateway"]) in ip_network(network["subnet"])


def test_settings_that_are_handed_out_hold(tmp_path, monkeypatch):
    """Both files of settings are read without an objection, and name a desk that asks who comes."""
    (config,) = [one for one in MANIFESTS if one["kind"] == "ConfigMap"]
    for text in ((DEPLOY / "vedette.toml").read_text("utf-8"), config["data"]["vedette.toml"]):
        monkeypatch.setenv("VEDETTE_WEB_HOST", "0.0.0.0")
        assert settings_of(text, tmp_path, monkeypatch).asks_login


@pytest.mark.parametrize("told", DEPLOYED, ids=lambda one: one["metadata"]["name"])
def test_a_pod_is_shut_in(told):
    """The restricted profile of the Pod Security Standards, and a root that is read-only."""
    pod = told["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not pod["automountServiceAccountToken"]
    # A Service called vedette-desk would set VEDETTE_DESK_PORT, which is no setting of ours.
    assert not pod["enableServiceLinks"]
    assert "memory" in container["resources"]["limits"]
    assert fault_of(container["args"]) == ""


@pytest.mark.parametrize("told", DEPLOYED, ids=lambda one: one["metadata"]["name"])
def test_what_a_pod_names_is_there(told):
    """Volumes, claims, settings, secrets and labels; one at a time, for it holds a volume."""
    pod = told["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    made = {(one["kind"], one["metadata"]["name"]) for one in MANIFESTS}
    volumes = {one["name"]: one for one in pod["volumes"]}
    assert {mount["name"] for mount in container["volumeMounts"]} == set(volumes)
    for one in volumes.values():
        if "configMap" in one:
            assert ("ConfigMap", one["configMap"]["name"]) in made
        if "persistentVolumeClaim" in one:
            claim = one["persistentVolumeClaim"]["claimName"]
            assert ("PersistentVolumeClaim", claim) in made
    for one in container["env"]:
        asked = one.get("valueFrom", {}).get("secretKeyRef")
        assert asked is None or asked["key"] in SECRET[asked["name"]]
    labels = told["spec"]["template"]["metadata"]["labels"]
    assert told["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert (told["spec"]["replicas"], told["spec"]["strategy"]) == (1, {"type": "Recreate"})


@pytest.mark.parametrize("status", [200, 503])
def test_a_watch_without_its_ledger_is_not_started_anew(status):
    """Its probe of life fails where nothing answers, and not where the answer is 503."""
    (watch,) = (one for one in DEPLOYED if one["metadata"]["name"] == "vedette-watch")
    (probed,) = watch["spec"]["template"]["spec"]["containers"]
    name, *rest = probed["livenessProbe"]["exec"]["command"]
    server = HTTPServer(("127.0.0.1", 0), answering(status))
    asked = [part.replace("8470", str(server.server_port)) for part in rest]
    assert name == "python"
    with server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert subprocess.run([sys.executable, *asked], check=False).returncode == 0
    assert subprocess.run([sys.executable, *asked], check=False, capture_output=True).returncode


def answering(status):
    """Make a handler that answers all with one status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_said):
            """Say nothing."""

    return Handler


def test_the_service_finds_the_desk():
    """Its labels are those of one part, and its port is one that this part opens."""
    (service,) = [one for one in MANIFESTS if one["kind"] == "Service"]
    found = [
        one
        for one in DEPLOYED
        if service["spec"]["selector"].items()
        <= one["spec"]["template"]["metadata"]["labels"].items()
    ]
    assert [one["metadata"]["name"] for one in found] == ["vedette-desk"]
    (container,) = found[0]["spec"]["template"]["spec"]["containers"]
    opened = {port["name"] for port in container["ports"]}
    assert {port["targetPort"] for port in service["spec"]["ports"]} <= opened


def test_manifests_fit_the_schemas_of_kubernetes():
    """Strictly: nothing is misspelt. The schemas are large, and not among what tests install."""
    schemas = pytest.importorskip("kubernetes_validate")
    for one in MANIFESTS:
        schemas.validate(one, "1.34", strict=True)


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_unit_runs_what_we_have(name):
    """Every command of vedette in it is one that the command line takes."""
    text = (DEPLOY / "systemd" / name).read_text("utf-8")
    text = re.sub(r"\$\$\([^)]*\)", "2026-03-02", text)  # what the shell fills in
    found = re.findall(r"/opt/vedette/bin/vedette ([^'\n]+)", text)
    assert found
    for words in found:
        assert fault_of(shlex.split(words)) == ""


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_units_are_sound_and_shut_in(tmp_path):
    """By systemd's own word; its scale of exposure goes from 0 to 10, and 1.5 is where ours are."""
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text("utf-8")
        installed = text.replace("/opt/vedette/bin/vedette", "/bin/true")
        (tmp_path / name).write_text(installed, encoding="utf-8")
    paths = [str(tmp_path / name) for name in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for path in paths:
        if path.endswith(".service"):
            subprocess.run(
                ["systemd-analyze", "security", "--offline=yes", "--threshold=15", path],
                capture_output=True,
                check=True,
            )
