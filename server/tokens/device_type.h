// What a session is said to be used with.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::tokens {

inline constexpr std::string_view kUnknownDevice = "unknown";

// `Chrome 125 / macOS 15.0` of a browser's User-Agent; `unknown` where it names no browser, and no system but after its browser. Looks at
// no more than the first 1,024 bytes, and answers with fewer. Assumed: how it is written, but for this one example of AWS's.
std::string DeviceTypeOf(std::string_view user_agent);

}  // namespace rockpool::tokens
