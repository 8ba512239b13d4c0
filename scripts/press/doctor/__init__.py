"""What the press needs of this machine, what is here, and how to get the rest.

Imports nothing but the standard library: it must answer where everything else is broken.
"""

from press.doctor.diagnosis import diagnose, is_ready, report
from press.doctor.finding import Finding

__all__ = ["Finding", "diagnose", "is_ready", "report"]
