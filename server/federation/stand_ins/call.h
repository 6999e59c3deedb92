// One request to a stand-in, and what its parts share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/federation/stand_ins/provider_door.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/federation/stand_ins/state.h"
#include "server/federation/stand_ins/traffic.h"
#include "server/http/message.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/pages/pages.h"
#include "server/world/world.h"

namespace rockpool::federation {

struct Call {
  const world::World& world;
  const identity_providers::ProviderInUse& provider;
  ProviderAddress address;
  const http::Request& request;
};

// What a browser, or this server, did wrong: a page or a JSON text says so with that status. `text` is ours.
struct BadCall {
  int status = 400;
  std::string text;
};

// Of each address, one function. They throw BadCall.
http::Response Authorize(const Call& call);
http::Response SingleSignOn(const Call& call);
http::Response SingleLogout(const Call& call);
http::Response Discovery(const Call& call);
http::Response Token(const Call& call);
http::Response Profile(const Call& call);
http::Response Keys(const Call& call);
http::Response Metadata(const Call& call);

// Who signs in, as somebody has chosen it; nullopt: the person cancelled.
using Choice = std::optional<Identity>;

// What the request says. nullopt: nothing yet, a page is to be shown. The form's one-time value is spent.
std::optional<Choice> ChoiceOf(const Call& call);

// The page on which somebody chooses, with one row for each thing that was asked.
http::Response ChoosingPage(const Call& call, const http::NamedValues& asked);

// A form that sends itself to `action` (by a button where there are no scripts).
http::Response PostPage(const Call& call, const std::string& action, const http::NamedValues& fields);

// What went wrong, for a person.
http::Response ErrorPage(const Call& call, const BadCall& error);

http::Response JsonAnswer(int status, std::string json);

// The query of the request. Throws BadCall for one that cannot be read.
http::NamedValues QueryOf(const Call& call);

// Whether nobody else can point that host at this server (DNS rebinding): one that http::IsTrustedHost takes, that of --public-url, or a
// domain of the store. Reads in a transaction of its own.
bool IsOwnHost(const world::World& world, std::string_view host);

// Whether the browser may be sent back there: to that path of this server, by the host that the sign-in of that state began with, by the
// one that the browser is at, or by a local one.
bool IsCallback(const Call& call, std::string_view url, std::string_view path, std::string_view state);

// Whether it is what a sign-in begins with here, when faults are taken: the page, or, where pages are left out, the form that is sent at
// once. Reads in a transaction of its own.
bool IsFirst(const Call& call);

// Keeps what was asked. `text` has no secret.
void KeepAsked(const Call& call, std::string_view part, std::string text);

std::string DigestOf(std::string_view secret);
std::string DrawSecret(const world::World& world);

inline constexpr util::EpochMillis kMinute = 60 * 1000;
inline constexpr util::EpochMillis kGrantLifetime = 60 * kMinute;  // of an access token; a code has the first five minutes of it
inline constexpr util::EpochMillis kFormLifetime = 30 * kMinute;

}  // namespace rockpool::federation
