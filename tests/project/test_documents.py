"""What the documentation shows works: snippets run, links lead somewhere, options are described."""
import os
import pathlib
import re
import shutil
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted([*TOP.glob("*.md"), *TOP.glob("docs/*.md")])


def snippet(language):
    text = (TOP / "README.md").read_text(encoding="utf-8")
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)[1]


def run(command, cwd, **more):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def place(tmp_path):
    """A folder as the snippets expect it: the examples beside them."""
    shutil.copytree(TOP / "examples", tmp_path / "examples")
    return tmp_path


def test_shell(place, edu):
    env = {**os.environ, "PATH": f"{pathlib.Path(edu).parent}:{os.environ['PATH']}"}
    said = run(["sh", "-e", "-c", snippet("sh")], place, env=env)
    assert "Waves and Ship Motions" in said and '"counts"' in said
    assert (place / "back.xml").read_bytes().startswith(b"<?xml")


def test_c(place, build):
    (place / "program.c").write_text(snippet("c"))
    run(["cc", "-std=c99", "-Wall", "-Werror", "program.c", "-o", "program", "-I", TOP / "include",
         "-L", build / "libedu", "-ledu"], place)
    said = run(["./program"], place, env={**os.environ, "LD_LIBRARY_PATH": str(build / "libedu")})
    assert "Bachelor of Science in Marine Engineering" in said


def test_python(place, build):
    module = build / "bindings" / "python"
    if not list(module.glob("libedu/_native*")):
        pytest.skip("this build has no Python binding")
    import sys
    env = {**os.environ, "PYTHONPATH": str(module)}
    assert "Bachelor of Science in Marine Engineering" in run([sys.executable, "-c", snippet("python")], place, env=env)


def test_java(place, build):
    jars = list((build / "bindings" / "java").glob("*.jar"))
    if not jars or not shutil.which("javac"):
        pytest.skip("this build has no Java binding")
    (place / "Example.java").write_text(snippet("java"))
    path = ":".join([*map(str, jars), "."])
    run(["javac", "-cp", path, "Example.java"], place)
    library = next((build / "bindings" / "java").glob("*.so"))
    said = run(["java", "-cp", path, f"-Dorg.libedu.lib.path={library}", "Example"], place)
    assert "Bachelor of Science in Marine Engineering" in said


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(TOP)))
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)]+)\)", text) if "://" not in t]
    missing = [t for t in targets if t and not (page.parent / t).exists()]
    assert not missing


def test_manual_and_completion_know_every_option(edu):
    manual = (TOP / "docs/man/edu.1").read_text(encoding="utf-8").replace("\\-", "-")
    completion = (TOP / "tools/completions/edu.bash").read_text(encoding="utf-8")
    for verb in ("convert", "validate", "inspect", "extract", "split", "join", "emrex", "formats"):
        said = subprocess.run([edu, verb, "--help"], capture_output=True, text=True, check=True).stdout
        line = re.search(rf"^\t\t{verb}\) (.*)$", completion, re.M)[1]
        for option in re.findall(r"--[a-z-]+", said):
            assert option in line, (verb, option)
            assert option in manual or option == "--help", (verb, option)


def test_manual_has_no_mistakes():
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", TOP / "docs/man/edu.1"], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr


def test_completion_completes(edu):
    script = (f'PATH={pathlib.Path(edu).parent}:$PATH; . "{TOP}/tools/completions/edu.bash"; '
              'COMP_WORDS=(edu convert --to el); COMP_CWORD=3; _edu; printf "%s\\n" "${COMPREPLY[@]}"')
    said = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "elm" in said and "elm@3.2" in said and "elmo@1.7" in said


def test_dev_lists_its_verbs():
    done = subprocess.run([TOP / "dev"], capture_output=True, text=True)
    assert done.returncode == 0
    for verb in ("build", "demo", "test", "bench", "format", "docs", "clean"):
        assert f"./dev {verb} " in done.stdout
    assert subprocess.run([TOP / "dev", "no-such-verb"], capture_output=True).returncode == 64
