"""Ask the web server in this container whether it is alive; exit 1 when it is not."""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
try:
    connection = HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/healthz", headers={"Host": host})
    status = connection.getresponse().status
except (OSError, HTTPException):
    sys.exit(1)
sys.exit(0 if status == HTTPStatus.OK else 1)
