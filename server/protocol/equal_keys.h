// What happens to a JSON object that gives a key more than once.
#pragma once

#include <rapidjson/document.h>

namespace rockpool::protocol {

// Keeps the last of equal keys, in every object of the document, so that all that read it afterwards read the same value.
// Assumed: no source shows which one the service takes. Requires: nesting within api::kMaxJsonDepth.
void KeepLastOfEqualKeys(rapidjson::Document& document);

}  // namespace rockpool::protocol
