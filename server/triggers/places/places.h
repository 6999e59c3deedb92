// Where the functions of pools are, as the person who starts the server says it: nothing of it comes by the API.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/url.h"
#include "server/triggers/rules/rules.h"

namespace rockpool::triggers {

struct Place {
  enum class Kind { kLambda, kWebhook, kRules };

  std::string function;  // a pattern, as MatchesFunction takes it
  Kind kind = Kind::kRules;
  http::Url url;  // of the Invoke API or of the webhook; empty of kRules
};

struct Places {
  std::vector<Place> functions;  // the first that matches counts
  std::vector<Rule> rules;       // of the functions whose place is kRules
};

// Reads the table [triggers] of the TOML file, given as JSON; an empty text is no table. Throws std::invalid_argument for all that it does
// not know to the last member: one sentence that names what is wrong, and no address, since one may hold a secret.
Places ParsePlaces(const std::string& json);

// The address of an Invoke API: http or https, with a path or without, and without a query. nullopt for anything else, and for hosts that
// no request is ever sent to.
std::optional<http::Url> ParseLambdaEndpoint(std::string_view text);

}  // namespace rockpool::triggers
