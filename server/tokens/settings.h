// What a user of the server decides about tokens, in world::Settings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rockpool::tokens {

inline constexpr std::string_view kAwsIssuer = "aws";          // as AWS writes it; no verifier reaches it from here
inline constexpr std::string_view kRequestIssuer = "request";  // scheme, host and port of the sign-in's request

// Whether the text is one of these words, or an http(s) URL without query and fragment, and without a slash at its end.
bool IsIssuer(std::string_view text);

struct Settings {
  std::string issuer{kAwsIssuer};          // what IsIssuer takes; a URL is what stands before "/{pool id}"
  std::vector<std::string> trusted_hosts;  // as http::IsTrustedHost takes them
  std::string public_url{};                // by what browsers reach the server, scheme and host; may be empty

  bool operator==(const Settings&) const = default;
};

}  // namespace rockpool::tokens
