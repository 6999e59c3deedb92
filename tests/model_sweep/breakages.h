// For a shape, the values that break its constraints one by one, those at its limits, and those of a wrong JSON type.
#pragma once

#include <string>
#include <vector>

#include "tests/model_sweep/values.h"

namespace rockpool::model_sweep {

struct Breakage {
  std::string constraint;  // the text of what the value is made to break; it may break others too
  Json value;
};

// Of the shape itself, and of the elements, keys and values where they are scalars.
std::vector<Breakage> BreakagesOf(const RawShape& shape, Allocator& allocator);

// Valid values as long, short, large or small as the shape's limits allow.
std::vector<Json> ValuesAtTheLimits(const RawShape& shape, Allocator& allocator);

struct WrongType {
  std::string message;  // of the SerializationException
  Json value;
};

std::vector<WrongType> WrongTypesOf(const RawShape& shape, Allocator& allocator);

// Strings that the service reads as the numbers and booleans that the shape asks for.
std::vector<Json> LenientValuesOf(const RawShape& shape, Allocator& allocator);

}  // namespace rockpool::model_sweep
