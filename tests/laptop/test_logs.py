"""Logs of one start, collected with prefixes."""

from pathlib import Path

from coaching.laptop.logs import LogFolder


def test_lines_of_two_processes_are_collected_with_their_names(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path)
    heard: list[str] = []
    web, demo = logs.path("web"), logs.path("demo", listener=heard.append)
    logs.start()

    web.write_text("one\ntwo\n")
    demo.write_text("24 athletes\nhalf a li")
    logs.stop()

    assert (tmp_path / "phasewise.log").read_text() == (
        "web      | one\nweb      | two\ndemo     | 24 athletes\n"
    )
    assert heard == ["24 athletes"]


def test_logs_of_the_start_before_are_kept_beside(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("before\n")

    logs = LogFolder(tmp_path)

    assert not logs.path("web").exists()
    assert (tmp_path / "web.log.1").read_text() == "before\n"
