"""One JSON for every record, and rows for most: strict, with the path to all that is refused.

`document` is what callers use; `_hooks` reads and writes records, `_values` single values;
`_migration` says what documents of earlier schemas call otherwise. For tables, callers use
`records`; `_layout` says which columns there are, `_rows` reads rows, `_cells` single cells.
"""

from kim_model.conversion._layout import Column as Column
from kim_model.conversion._values import Refusal as Refusal
from kim_model.conversion.document import (
    ConversionError as ConversionError,
    from_data as from_data,
    from_json as from_json,
    to_data as to_data,
    to_json as to_json,
)
from kim_model.conversion.records import (
    columns as columns,
    from_records as from_records,
    to_records as to_records,
)
