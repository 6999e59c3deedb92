// Requests, and parts of requests, that the model allows.
#pragma once

#include <rapidjson/document.h>

#include <cstddef>
#include <string>

#include "tests/model_sweep/raw_model.h"

namespace rockpool::model_sweep {

using Json = rapidjson::Value;
using Allocator = rapidjson::Document::AllocatorType;

// kMinimal: what is required, lists and maps as short as they may be. kFull: every member at every depth, one element at least in every
// list and map.
enum class Extent { kMinimal, kFull };

Json ValidValue(const RawShape& shape, Extent extent, Allocator& allocator);

Json TextValue(const std::string& text, Allocator& allocator);

// A list of that many valid elements, or a map of that many entries with keys of their own. Keys beyond the first may break the
// pattern of the key's shape.
Json ContainerOfSize(const RawShape& shape, std::size_t size, Allocator& allocator);

// The base64 text of that many bytes.
Json BlobOfSize(std::size_t bytes, Allocator& allocator);

}  // namespace rockpool::model_sweep
