"""What a page tells of: incidents and planned work, and the updates of both."""

from generator.model.incident import Incident, IncidentUpdate
from generator.model.maintenance import Maintenance, MaintenanceUpdate

Event = Incident | Maintenance
AnyUpdate = IncidentUpdate | MaintenanceUpdate
