"""A picture sent by somebody unknown: really a picture, without the place where it was taken, and not too large."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG")
#: Longest side kept, in pixels: enough for a page and a poster
SIDE = 1600
#: A picture that unfolds beyond this is an attack on the memory of the server
PIXELS = 50_000_000


class WrongPictureError(ValueError):
    """The file is not a picture of an accepted format."""


def clean(content, formats=FORMATS, side=SIDE, quality=82):
    """The picture as JPEG bytes, upright, at most ``side`` wide or high, without metadata (place, date, device).

    :raise WrongPictureError: the file is something else (SVG, PDF, page…), damaged or unreasonably large
    """
    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            if picture.width * picture.height > PIXELS:
                raise WrongPictureError
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise WrongPictureError from error
    upright.thumbnail((side, side))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
