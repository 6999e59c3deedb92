// One sign-in as a page for people: what its trace says as JSON, laid out.
#pragma once

#include <string>

namespace rockpool::workbench {

// `json` is what sign_in::Traces writes: {"sign_ins":[...]}.
std::string SignInPage(const std::string& json);

}  // namespace rockpool::workbench
