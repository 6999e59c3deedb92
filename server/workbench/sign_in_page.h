// Traces of sign-ins as pages for people: what they say as JSON, laid out.
#pragma once

#include <string>

namespace rockpool::workbench {

// `json` is what sign_in::Traces writes: {"sign_ins":[...]}.

// One sign-in, call by call.
std::string SignInPage(const std::string& json);

// All of them, the newest first, each with a link to its own page.
std::string SignInsPage(const std::string& json);

}  // namespace rockpool::workbench
