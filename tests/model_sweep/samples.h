// Texts that satisfy the model's string shapes, or break them in a chosen way.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tests/model_sweep/raw_model.h"

namespace rockpool::model_sweep {

// How to make texts of a pattern: `prefix` and as many of `filler` as the length asks for. Chosen by hand, one for each pattern.
struct PatternSample {
  std::string_view pattern;  // as the model has it
  std::string_view prefix;
  char filler;  // 0: the prefix is the whole text
  char broken;  // in the first place it breaks the pattern; 0: nothing can
};

std::span<const PatternSample> PatternSamples();

// Null if the table has no row for the pattern.
const PatternSample* FindSample(std::string_view pattern_text);

// A text that the shape accepts, of a length in the middle of what is usual.
std::string ValidText(const RawShape& shape);

// A text of just that length which satisfies the shape's pattern if any text of that length does.
std::string TextOfLength(const RawShape& shape, std::size_t length);

// A text that breaks the shape's pattern, nullopt if there is none or nothing breaks it.
std::optional<std::string> TextBreakingThePattern(const RawShape& shape);

}  // namespace rockpool::model_sweep
