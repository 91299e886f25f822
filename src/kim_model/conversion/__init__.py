"""One JSON for every record: strict, with the path to everything that is refused.

`document` is what callers use; `_hooks` reads and writes records, `_values` single values;
`_migration` says what documents of earlier schemas call otherwise.
"""

from kim_model.conversion._values import Refusal as Refusal
from kim_model.conversion.document import (
    ConversionError as ConversionError,
    from_data as from_data,
    from_json as from_json,
    to_data as to_data,
    to_json as to_json,
)
