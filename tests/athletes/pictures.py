"""Files that people send as photos: good ones, and hostile ones."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

RED, BLUE = (200, 30, 30), (30, 30, 200)
# Words that must not come out again.
SECRETS = (b"Secret Phone", b"Exif", b"GPS", b"http://ns.adobe.com/xap", b"ICC_PROFILE", b"hidden")


def jpeg(*, size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    """Return a JPEG whose left half is red and whose right half is blue."""
    return saved_as("JPEG", halves(size), quality=95, **saved)


def halves(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def saved_as(kind: str, image: Image.Image, **saved: Any) -> bytes:
    file = BytesIO()
    image.save(file, format=kind, **saved)
    return file.getvalue()


def telling_jpeg(*, orientation: int = 1) -> bytes:
    """Return a JPEG that tells where and by which phone it was taken, in every way there is."""
    exif = Image.Exif()
    exif[0x010F] = "Secret Phone"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 30.0), 3: "E", 4: (8.0, 32.0, 30.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return jpeg(
        exif=exif,
        icc_profile=profile,
        xmp=b"<x:xmpmeta>hidden place</x:xmpmeta>",
        comment=b"hidden comment",
    )


def telling_png() -> bytes:
    texts = PngInfo()
    texts.add_text("Comment", "hidden words")
    texts.add_itxt("XML:com.adobe.xmp", "hidden place")
    exif = Image.Exif()
    exif[0x010F] = "Secret Phone"
    return saved_as("PNG", halves((40, 30)), pnginfo=texts, exif=exif)


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is this large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
