"""What a regrade changed, in a line for each submission."""

from __future__ import annotations

from typing import Any


def describe_changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return one line if the score or a problem's status changed, else none."""
    earlier = {problem["id"]: problem for problem in before.get("problems", [])}
    parts = []
    for problem in after["problems"]:
        was = earlier.get(problem["id"])
        if was is None:
            parts.append(f"{problem['id']} is new")
        elif (was["score"], was["status"]) != (problem["score"], problem["status"]):
            parts.append(f"{problem['id']} {was['score']:g} → {problem['score']:g} ({problem['status']})")
    parts += [f"{id} is gone" for id in earlier if id not in {problem["id"] for problem in after["problems"]}]
    if not parts:
        return []
    score = f"{before.get('score', 0):g} → {after['score']:g}"
    return [f"{after['learner']}, {after['exercise']}: {score}; {', '.join(parts)}"]
