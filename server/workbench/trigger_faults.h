// Faults of triggers as JSON: {"trigger": "PreSignUp", "pool": "us-east-1_a", "wrong": "error", "message": "...", "times": 2}.
#pragma once

#include "server/api/json.h"
#include "server/triggers/faults.h"

namespace rockpool::workbench {

// Of an object. `trigger` is AWS's word, or * for any; `wrong` is timeout, error, which may have a `message`, or malformed, which may have
// an `answer`. Throws api::InvalidParameterException for anything else; bounds are not looked at.
triggers::Fault ReadTriggerFault(const api::JsonValue& json);

void WriteTriggerFault(api::JsonWriter& writer, const triggers::Fault& fault);

}  // namespace rockpool::workbench
