"""Which addresses of browsers are believed: the known push services', to the letter."""

import pytest

from athletes.actions.push_service import PushAddress, UnknownPushService, push_address

KNOWN = {
    "https://fcm.googleapis.com/fcm/send/abc:APA91b-_x": "fcm.googleapis.com",
    "https://fcm.googleapis.com:443/fcm/send/abc": "fcm.googleapis.com",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA=": "updates.push.services.mozilla.com",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2f": "wns2-par02p.notify.windows.com",
    "https://web.push.apple.com/QGuQ": "web.push.apple.com",
}
HOSTILE = [
    "",
    "fcm.googleapis.com/fcm/send/abc",
    "http://fcm.googleapis.com/fcm/send/abc",
    "ftp://fcm.googleapis.com/x",
    "HTTPS://fcm.googleapis.com/x",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com:80/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:/x",
    "https://fcm.googleapis.com:4430/x",
    "https://fcm.googleapis.com:99999/x",
    "https://fcm.googleapis.com./x",
    "https://FCM.googleapis.com/x",
    "https://x.fcm.googleapis.com/x",
    "https://xfcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://googleapis.com/x",
    "https://storage.googleapis.com/x",
    "https://push.apple.com/x",
    "https://evilpush.apple.com/x",
    "https://.push.apple.com/x",
    "https://web.push.apple.com.evil.example/x",
    "https://evil.example/web.push.apple.com/x",
    "https://evil.example?web.push.apple.com/x",
    "https://evil.example#.push.apple.com/x",
    "https://user@fcm.googleapis.com/x",
    "https://user:secret@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://fcm.googleapis.com\\@evil.example/x",
    "https://fcm.googleapis.com%2eevil.example/x",
    "https://evil.example\\.push.apple.com/x",
    "https://evil.example%00.push.apple.com/x",
    "https://evil.example\0.push.apple.com/x",
    "https://evil.example\n.push.apple.com/x",
    "https://fcm.googleapis.com/x\r\nHost: evil.example",
    "https://fcm.googleapis.com/x y",
    "https://fcm.googleapis.com/x\n",
    "https://fcm.googleapis.com/x#fragment",
    " https://fcm.googleapis.com/x",
    "https:///fcm.googleapis.com/x",
    "https:fcm.googleapis.com/x",
    "//fcm.googleapis.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://2130706433/x",
    "https://localhost/x",
    "https://10.0.0.1:443/x",
    "https://fcm.googleapis\u3002com/x",
    "https://ｆcm.googleapis.com/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("endpoint", KNOWN)
def test_address_of_a_known_service_is_read(endpoint: str) -> None:
    address = push_address(endpoint)

    assert (address.host, address.port) == (KNOWN[endpoint], 443)
    assert endpoint.endswith(address.path)
    assert address.origin == f"https://{KNOWN[endpoint]}"


@pytest.mark.parametrize("endpoint", HOSTILE)
def test_hostile_address_is_refused(endpoint: str) -> None:
    with pytest.raises(UnknownPushService) as caught:
        push_address(endpoint)

    assert str(caught.value) == (
        "Reminders can't be sent to this browser. Use Chrome, Edge, Firefox or Safari."
    )


def test_service_with_a_port_of_its_own_is_that_port_only(settings) -> None:  # type: ignore[no-untyped-def]
    settings.PUSH_SERVICES = ("localhost:8443",)

    assert push_address("https://localhost:8443/x") == PushAddress("localhost", 8443, "/x")
    with pytest.raises(UnknownPushService):
        push_address("https://localhost/x")
