// What the service says to a value that breaks the model, worked out from the model alone.
#pragma once

#include <string>
#include <vector>

#include "tests/model_sweep/raw_model.h"
#include "tests/model_sweep/values.h"

namespace rockpool::model_sweep {

std::string MaxText(const RawShape& shape);
std::string MinText(const RawShape& shape);
std::string PatternText(const RawShape& shape);
std::string EnumText(const RawShape& shape);

// The shape's constraints as a list or map names those of its elements: "[..., ...]".
std::string AllTexts(const RawShape& shape);

// The texts of what the value breaks. Looks at the elements of lists and maps where they are scalars, not into structures.
std::vector<std::string> BrokenTexts(const RawShape& shape, const Json& value);

// "Value 'x' at 'path' failed to satisfy constraint: text". `masked`: the value does not appear.
std::string Item(const RawShape& shape, const Json& value, bool masked, const std::string& path, const std::string& text);

// The whole error as RefusalOf shows it.
std::string Refusal(const std::vector<std::string>& items);

}  // namespace rockpool::model_sweep
