"""Statuspage's words in our enums."""

from generator.model.component import ComponentStatus
from generator.model.incident import IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.update import Impact

INCIDENT = {status.value: status for status in IncidentStatus}
#: Statuspage has no word for a cancelled maintenance
MAINTENANCE = {status.value: status for status in MaintenanceStatus}
IMPACT = {impact.value: impact for impact in Impact}
COMPONENT = {status.value: status for status in ComponentStatus}

#: what a component is taken to suffer where the source names it without a status
BY_IMPACT = {
    "critical": ComponentStatus.MAJOR_OUTAGE,
    "major": ComponentStatus.PARTIAL_OUTAGE,
    "minor": ComponentStatus.DEGRADED_PERFORMANCE,
    "maintenance": ComponentStatus.UNDER_MAINTENANCE,
}

#: the word for an update that leaves the status as it was
SAME = "update"
