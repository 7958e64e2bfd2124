#include "assign/utf16.h"

#include "base/utf8.h"

bool hl_assign__utf16_next(hl_utf16 *reader, uint16_t *unit)
{
    if (reader->pending != 0) {
        *unit = reader->pending;
        reader->pending = 0;
        return true;
    }
    if (reader->at >= reader->length)
        return false;
    uint32_t code = hl_base__utf8_next(reader->text, reader->length, &reader->at);
    if (code < 0x10000) {
        *unit = (uint16_t)code;
        return true;
    }
    code -= 0x10000;
    *unit = (uint16_t)(0xd800 + (code >> 10));
    reader->pending = (uint16_t)(0xdc00 + (code & 0x3ff));
    return true;
}
