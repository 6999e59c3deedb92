// What the person who starts the server decides about identity providers: a part of the program's options, read by everybody.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "server/http/url.h"

namespace rockpool::identity_providers {

struct Settings {
  // Whether an update's ProviderDetails are merged into the stored ones or take their place.
  enum class UpdateMode { kMerge, kReplace };

  // Which providers are real, and so asked for documents, tokens and keys: kLocal those on hosts of http::HostClass::kLocal, kOnline all
  // that are not on a forbidden one, kSimulated none. A stand-in in this server answers for the others (server/federation/stand_ins).
  enum class Providers { kLocal, kSimulated, kOnline };

  bool any_social_scopes = false;  // lifts the check that a social provider's scopes are documented ones
  UpdateMode update_mode = UpdateMode::kMerge;
  Providers providers = Providers::kLocal;
  std::set<std::string, std::less<>> real_hosts = {};  // and public hosts that are real in kLocal, too

  bool operator==(const Settings&) const = default;
};

// Whether a provider at that host is asked itself. `host` is not forbidden.
bool IsReal(const Settings& settings, std::string_view host);

// Whether the address is at a port that AWS asks: of a public host, in the mode kOnline, 80 and 443 alone (documented). Where a redirect
// leads is not looked at.
bool IsAtAskedPort(const Settings& settings, const http::Url& url);

}  // namespace rockpool::identity_providers
