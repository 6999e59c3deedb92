// From text to JSON, whatever the text.
#pragma once

#include <rapidjson/document.h>

#include <string>

namespace rockpool::protocol {

// Reads the object that a request's body holds; no text at all counts as {}. Of equal keys the last one is kept. Throws
// SerializationException for what is no JSON, no UTF-8, no object at the top, or nested too deep.
void ParseBody(const std::string& text, rapidjson::Document& document);

// Keeps the last of equal keys, in every object of the document, so that all that read it afterwards read the same value.
// Assumed: no source shows which one the service takes. Requires: nesting within api::kMaxJsonDepth.
void KeepLastOfEqualKeys(rapidjson::Document& document);

}  // namespace rockpool::protocol
