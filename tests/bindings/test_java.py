"""What the jar and the native library of the Java binding are made of. run_java.sh runs the JUnit tests."""
import subprocess
import zipfile

import pytest
from binding_samples import examples


@pytest.fixture(scope="module")
def jar(build):
    path = build / "bindings" / "java" / "libedu.jar"
    if not path.exists():
        pytest.skip("the Java binding is not built (Meson option java)")
    return path


def test_jar_is_complete_and_in_order(jar):
    with zipfile.ZipFile(jar) as archive:
        names = archive.namelist()
        manifest = archive.read("META-INF/MANIFEST.MF").decode()
    assert names[0] == "META-INF/MANIFEST.MF" and names[1:] == sorted(names[1:])
    assert "Automatic-Module-Name: org.libedu" in manifest
    assert [n for n in names if n.startswith("org/libedu/native/")]
    assert "org/libedu/core/Achievement.class" in names


def test_nothing_but_jni_is_exported(jar):
    library = next(jar.parent.glob("libedujni.*"))
    found = subprocess.run(["nm", "-D", "--defined-only", str(library)], capture_output=True, text=True, check=True)
    names = {line.split()[-1] for line in found.stdout.splitlines()}
    others = {n for n in names if not n.startswith("Java_org_libedu_NativeJNI_")}
    assert others == {"JNI_OnLoad", "JNI_OnUnload"}


def test_examples_run_as_they_stand(jar, top, tmp_path):
    programs = examples(top, "java")
    assert len(programs) >= 2
    for program in programs:
        (tmp_path / "Example.java").write_text(program)
        # As a single source file: java compiles and runs it.
        done = subprocess.run(["java", "-cp", str(jar), str(tmp_path / "Example.java")],
                              cwd=top, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "Bachelor of Science in Marine Engineering" in done.stdout and "EXACT=" in done.stdout
