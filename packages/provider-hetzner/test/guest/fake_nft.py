"""An nft that knows the set `allowed` alone. FAKE_NFT names a JSON file: what the set holds, and how nft behaves."""

import json
import os
import re
import sys


def main(arguments):
    with open(os.environ["FAKE_NFT"], encoding="utf-8") as file:
        state = json.load(file)
    if "-f" in arguments:
        with open(arguments[-1], encoding="utf-8") as file:
            wanted = re.findall(r"[0-9.]+/[0-9]+", file.read())
        if state.get("refuses") in wanted:
            sys.exit("Error: Could not process rule")
        if "-c" not in arguments:
            state["loads"].append(wanted)
            state["elements"] = wanted + (state["adds"] if state.get("adds_to") in wanted else [])
            with open(os.environ["FAKE_NFT"], "w", encoding="utf-8") as file:
                json.dump(state, file)
    elif "set" in arguments:
        if state.get("says") is not None:
            print(state["says"])
            return
        elements = [dict(prefix=dict(addr=text.split("/")[0], len=int(text.split("/")[1]))) for text in state["elements"]]
        print(json.dumps({"nftables": [{"metainfo": {}}, {"set": {"name": "allowed", "elem": elements}}]}))
    elif "table" in arguments:
        print(json.dumps({"nftables": state["table"]}))


main(sys.argv[1:])
