"""Two contracts of the house that import-linter does not bring: public shelves, and pure shelves."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

Link = tuple[str, str, str]


class PublicShelves(Contract):
    """A room imports only the public shelves of another; some rooms are open, some importers are the outside."""

    type_name = "public_shelves"

    shelves = fields.SetField(subfield=fields.StringField())
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    free_importers = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        free = set(self.free_importers or ())
        links: list[Link] = []
        for importer in sorted(graph.modules):
            if room_of(importer) in free:
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if self.is_behind_the_door(importer, imported):
                    links.append((importer, imported, lines(graph, importer, imported)))
        return ContractCheck(kept=not links, metadata={"links": links})

    def is_behind_the_door(self, importer: str, imported: str) -> bool:
        there = room_of(imported)
        if not there or there == room_of(importer) or there in set(self.open_rooms or ()):
            return False
        parts = imported.split(".")
        return len(parts) > 2 and parts[2] not in self.shelves

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, where in check.metadata["links"]:
            output.print_error(f"- {importer} -> {imported} (l.{where}): not a public shelf", bold=False)


class PureShelves(Contract):
    """Nothing on these shelves reaches a forbidden package, directly or through what it imports."""

    type_name = "pure_shelves"

    shelves = fields.SetField(subfield=fields.StringField(), required=False)
    rooms = fields.SetField(subfield=fields.StringField(), required=False)  # pure as a whole …
    except_shelves = fields.SetField(subfield=fields.StringField(), required=False)  # … but for these
    forbidden = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        chains = []
        for module in sorted(graph.modules):
            if not self.is_pure(module):
                continue
            for package in sorted(self.forbidden):
                chain = graph.find_shortest_chain(module, package) if package in graph.modules else None
                if chain:
                    chains.append(chain)
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def is_pure(self, module: str) -> bool:
        room, _, rest = module.removeprefix("gandan.").partition(".")
        shelf = rest.partition(".")[0]
        if not shelf or not room_of(module):
            return False
        if room in set(self.rooms or ()):
            return shelf not in set(self.except_shelves or ())
        return shelf in set(self.shelves or ())

    def render_broken_contract(self, check: ContractCheck) -> None:
        for chain in check.metadata["chains"]:
            output.print_error(f"- {' -> '.join(chain)}", bold=False)


def room_of(module: str) -> str:
    """`gandan.cases.models` → `cases`; empty for what is no room of ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "gandan" and len(parts) > 1 else ""


def lines(graph: ImportGraph, importer: str, imported: str) -> str:
    details = graph.get_import_details(importer=importer, imported=imported)
    return ", ".join(str(detail["line_number"]) for detail in details)
