// How a provider's addresses are asked, and what is said where that fails.
#pragma once

#include <string>
#include <string_view>

#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/http/client.h"
#include "server/http/message.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

// Who asks whom on whose behalf: what every step of a return needs. Lives as long as the call.
struct Asking {
  const world::World& world;
  const identity_providers::ProviderInUse& provider;
  Report& report;
};

struct Question {
  ProviderAddress address;
  std::string url;
  std::string method = "GET";
  http::NamedValues query{};  // behind that of the address
  std::string form{};         // the body of a POST
  std::string bearer{};       // the access token; empty for none
  bool may_redirect = false;  // documented for documents; what carries a secret stays where it is
};

// The answer, whatever its status; 256 KiB at most. Waits. Throws http::FetchError.
http::FetchResponse Ask(const Asking& asking, const Question& question);

// What the application is told; `timeout` where it took too long.
Refusal RefusalOf(const http::FetchError& error, std::string_view timeout);

}  // namespace rockpool::federation
