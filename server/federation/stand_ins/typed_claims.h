// What people type, or tests say, of somebody who signs in at a stand-in: JSON in bounds, with defaults by which one click works.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/federation/stand_ins/state.h"
#include "server/http/message.h"
#include "server/identity_providers/provider_in_use.h"

namespace rockpool::federation {

// A JSON object of at most kMostClaimsBytes, in compact form; nullopt for anything else.
std::optional<std::string> ClaimsText(std::string_view json);

// Whether a subject is one: 1 to 1,024 bytes of UTF-8 without control characters.
bool IsSubject(std::string_view subject);

// Somebody whom each provider of the type could know, with a value for all that the provider's mapping asks for.
struct Example {
  std::string subject;
  std::vector<std::pair<std::string, std::string>> claims;
};
Example ExampleOf(const identity_providers::ProviderInUse& provider);

// What the fields `claim.{name}` and `more` (a JSON object, which counts before), or `claims` alone (the whole), say. nullopt if they are
// no claims. A field that is blank says nothing; `true` and `false` are boolean where the name ends in _verified.
std::optional<std::string> ClaimsOfForm(const http::NamedValues& form);

// The claims without the e-mail address, whatever the provider calls it.
std::string WithoutEmail(const identity_providers::ProviderInUse& provider, const std::string& claims);

}  // namespace rockpool::federation
