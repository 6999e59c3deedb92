// From text to JSON, whatever the text.
#pragma once

#include <rapidjson/document.h>

#include <optional>
#include <string_view>

namespace rockpool::protocol {

// Nesting deeper than any request of the model, free-form documents included, can need.
inline constexpr int kMaxJsonDepth = 128;

// What the text holds; nullopt if it is no JSON, no UTF-8 or nested too deep. Of equal keys the last one is kept.
std::optional<rapidjson::Document> ParseJson(std::string_view text);

// The object that a request's body holds; no text at all counts as {}. Of equal keys the last one is kept. Throws SerializationException
// for what is no JSON, no UTF-8, no object at the top, or nested too deep.
rapidjson::Document ParseBody(std::string_view text);

}  // namespace rockpool::protocol
