"""What every test run needs before it starts."""

pytest_plugins = ["tests.servers", "tests.chromium"]
