"""Reads the service model, its overrides and operations.def, and answers questions about them."""

import json
import re
from pathlib import Path

from generator import java_order


class Model:
    def __init__(self, api_folder: Path):
        raw = json.loads((api_folder / "model" / "cognito-idp-2016-04-18.json").read_text())
        self.target_prefix = raw["metadata"]["targetPrefix"]
        self.operations = dict(sorted(raw["operations"].items()))
        self.shapes = dict(sorted(raw["shapes"].items()))
        self.overrides = json.loads((api_folder / "overrides.json").read_text())
        self.implemented = implemented_operations(api_folder / "operations.def")
        unknown = [name for name in self.implemented if name not in self.operations]
        if unknown:
            raise SystemExit(f"operations.def names what the model has not: {', '.join(unknown)}")
        missing = [name for name in self.operations if name not in self.implemented]
        if missing:
            raise SystemExit(f"operations.def lacks operations of the model: {', '.join(missing)}")
        self._check_overrides()
        self._add_enum_values()
        self._add_errors()
        self._check_recorded_orders()
        self._limit_members()

    def _check_overrides(self):
        for section, entries in self.overrides.items():
            for name, entry in entries.items():
                known = self.operations if section == "unsigned" else self.shapes
                if name.split(".")[0] not in known or not entry.get("reason"):
                    raise SystemExit(f"overrides.json: {section}.{name} needs a shape or an operation of the model and a reason")

    def _add_enum_values(self):
        """Values that the service knows and the model does not name."""
        for name, entry in self.overrides["enum_values"].items():
            known = self.shapes[name]["enum"]
            if set(known) & set(entry["values"]):
                raise SystemExit(f"overrides.json: enum_values of {name} repeats a value of the model")
            self.shapes[name] = {**self.shapes[name], "enum": known + entry["values"]}

    def _add_errors(self):
        """Exceptions that the service throws and the model does not declare for the operation."""
        for name, entry in self.overrides["errors"].items():
            for operation in entry["operations"]:
                declared = self.operations[operation]["errors"]
                if {"shape": name} in declared:
                    raise SystemExit(f"overrides.json: errors.{name} repeats what the model declares of {operation}")
                declared.append({"shape": name})

    def _check_recorded_orders(self):
        """The computed order of an enumeration must be the recorded one, which may be of fewer values than there are today."""
        for name, entry in self.overrides["recorded_enum_orders"].items():
            recorded = entry["order"]
            computed = [value for value in self.enum_text_order(name) if value in recorded]
            if computed != recorded:
                raise SystemExit(f"overrides.json: {name} was recorded as {recorded}, and java_order gives {computed}")

    def _limit_members(self):
        """A member of the section `limits` gets a shape of its own: that of the model with the limits on top, which are in its own words (min, max,
        pattern; member: the elements' shape)."""
        for name, entry in self.overrides["limits"].items():
            structure, member = name.split(".")
            reference = self.shapes[structure]["members"][member]
            own = structure + member
            if own in self.shapes:
                raise SystemExit(f"overrides.json: limits.{name} would hide the model's shape {own}")
            limits = {key: value for key, value in entry.items() if key != "reason"}
            self.shapes[own] = {**self.shapes[reference["shape"]], **limits}
            reference["shape"] = own

    def is_signed(self, operation: str) -> bool:
        """Whether AWS asks for SigV4."""
        return self.operations[operation].get("authtype") != "none" and operation not in self.overrides["unsigned"]

    def kind(self, shape_name: str) -> str:
        shape = self.shapes[shape_name]
        return "document" if shape.get("document") else shape["type"]

    def is_enum(self, shape_name: str) -> bool:
        return "enum" in self.shapes[shape_name]

    def enum_text_order(self, shape_name: str) -> list:
        return java_order.order_of_values(self.shapes[shape_name]["enum"])

    def order_of_violations(self, shape_name: str) -> list:
        """The members of a structure in the order in which violations tell them."""
        members = {self.member_path(shape_name, member): member for member in self.shapes[shape_name]["members"]}
        return [members[path] for path in java_order.order_of_members(list(members))]

    def member_path(self, shape_name: str, member: str) -> str:
        override = self.overrides["paths"].get(f"{shape_name}.{member}")
        return override["path"] if override else member[0].lower() + member[1:]

    def pattern(self, shape_name: str):
        """(what RE2 compiles, what the error text shows), or None."""
        text = self.shapes[shape_name].get("pattern")
        if text is None:
            return None
        override = self.overrides["patterns"].get(shape_name, {})
        if override.get("none"):
            return None
        return override.get("re2", text), override.get("text", text)

    def referenced(self, shape_name: str) -> list:
        shape = self.shapes[shape_name]
        names = [member["shape"] for member in shape.get("members", {}).values()]
        return names + [shape[role]["shape"] for role in ("member", "key", "value") if role in shape]

    def reachable(self, roots) -> list:
        """The shapes that the roots lead to, each after all that it contains."""
        done = []
        seen = set()

        def visit(name):
            if name in seen:
                return
            seen.add(name)
            for inner in self.referenced(name):
                visit(inner)
            done.append(name)

        for root in roots:
            visit(root)
        return done

    def roots(self, operations) -> list:
        names = []
        for operation in operations:
            names.append(self.operations[operation]["input"]["shape"])
            if "output" in self.operations[operation]:
                names.append(self.operations[operation]["output"]["shape"])
        return names

    def exceptions(self) -> list:
        return [name for name, shape in self.shapes.items() if shape.get("exception")]


def implemented_operations(path: Path) -> list:
    return re.findall(r"^OPERATION\((\w+),", path.read_text(), re.MULTILINE)
