"""The patients of a FHIR export, by the references that name them."""

from collections.abc import Sequence
from typing import Any

from viginote.sources._documents import INS_OIDS, address_text

Patient = dict[str, str | None]

#: Patients kept in mind, some 800 bytes each.
_MOST = 200_000


class Patients:
    """The patients met so far; where they are too many, those met first are forgotten."""

    def __init__(self) -> None:
        self._known: dict[str, Patient] = {}

    def add(self, resource: dict[str, Any]) -> Sequence[Patient]:
        """Take in the patients of a resource or Bundle, and return them."""
        entries: Sequence[Any] = resource.get("entry") or [{"resource": resource}]
        found = []
        for entry in entries:
            patient = entry.get("resource") if isinstance(entry, dict) else None
            if isinstance(patient, dict) and patient.get("resourceType") == "Patient":
                identity = _identity(patient)
                found.append(identity)
                for reference in (f"Patient/{patient.get('id')}", entry.get("fullUrl")):
                    if isinstance(reference, str):
                        self._remember(reference, identity)
        return found

    def _remember(self, reference: str, identity: Patient) -> None:
        while len(self._known) >= _MOST:
            del self._known[next(iter(self._known))]
        self._known[reference] = identity

    def of(self, resource: dict[str, Any]) -> Patient | None:
        """The patient that a resource says it is about; None where it names none, empty for an unknown one.

        A patient is about itself. A reference may be relative, absolute, or the entry's own address.
        """
        if resource.get("resourceType") == "Patient":
            return _identity(resource)
        for name in ("subject", "patient", "beneficiary", "for"):
            reference = resource.get(name)
            if isinstance(reference, dict) and isinstance(reference.get("reference"), str):
                text = reference["reference"]
                return self._known.get(text) or self._known.get("/".join(text.split("/")[-2:]), {})
        return None


def _identity(patient: dict[str, Any]) -> dict[str, str | None]:
    names = _dicts(patient.get("name"))
    numbers = _dicts(patient.get("identifier"))
    nir = next((n.get("value") for n in numbers if _oid(n) in INS_OIDS), None)
    other = next((n.get("value") for n in numbers if _oid(n) not in INS_OIDS), None)
    telecom = _dicts(patient.get("telecom"))
    address = next(iter(_dicts(patient.get("address"))), {})
    return {
        "patient_id": _string(other),
        "nom": " ".join(dict.fromkeys(filter(None, (_string(n.get("family")) for n in names)))) or None,
        "prenom": " ".join(g for n in names[:1] for g in n.get("given") or [] if isinstance(g, str)) or None,
        "date_naissance": _string(patient.get("birthDate")),
        "nir": _string(nir),
        "telephone": next(
            (_string(t.get("value")) for t in telecom if t.get("system") in ("phone", "sms")), None
        ),
        "email": next((_string(t.get("value")) for t in telecom if t.get("system") == "email"), None),
        "adresse": address_text([line for line in address.get("line") or [] if isinstance(line, str)]),
        "code_postal": _string(address.get("postalCode")),
        "ville": _string(address.get("city")),
        "sexe": _string(patient.get("gender")),
        "date_deces": _string(patient.get("deceasedDateTime")),
    }


def _oid(identifier: dict[str, Any]) -> str:
    return str(identifier.get("system", "")).removeprefix("urn:oid:")


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
