// The places of a full request where something can be wrong.
#pragma once

#include <string>
#include <vector>

#include "tests/model_sweep/raw_model.h"

namespace rockpool::model_sweep {

// A member of a structure, or a structure inside a list or map. (Scalars inside lists and maps are reported at the list or map.)
struct Site {
  std::string pointer;  // JSON pointer into the full request
  std::string path;     // as validation texts spell it
  const RawShape* shape = nullptr;
  bool required = false;
  bool sensitive = false;  // itself, or because of what it stands in
};

// All of a request's, at every depth: lists and maps are entered at their first element.
std::vector<Site> SitesOf(const RawShape& input);

}  // namespace rockpool::model_sweep
