"""Reads a JSON list of user data texts, writes for each the parts that cloud-init makes of it: [type, base64]."""

import base64
import json
import sys

from cloudinit import helpers, util
from cloudinit.user_data import UserDataProcessor

try:  # 23.3 and later, then before
    from cloudinit.util import maybe_b64decode
except ImportError:
    from cloudinit.sources.helpers.hetzner import maybe_b64decode


def to_bytes(payload):
    return payload if isinstance(payload, bytes) else payload.encode("utf-8", "surrogateescape")


def parts(text):
    message = UserDataProcessor(helpers.Paths({})).process(maybe_b64decode(text.encode()))
    return [
        [part.get_content_type(), base64.b64encode(to_bytes(util.fully_decoded_payload(part))).decode()]
        for part in message.walk()
        if part.get_content_maintype() != "multipart"
    ]


json.dump([parts(text) for text in json.load(sys.stdin)], sys.stdout)
