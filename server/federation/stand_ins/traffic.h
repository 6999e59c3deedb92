// What goes on at a provider's stand-in: what it was asked, the forms that it has shown, the sign-ins between its page and its profile. It
// lasts for minutes, so it is kept in memory alone: what lies in the store (state.h) is written whole at each change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/federation/stand_ins/state.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/util/clock.h"
#include "server/util/thread_safety.h"
#include "server/world/world.h"

namespace rockpool::federation {

// What the provider was asked, by a browser or by this server.
struct Asked {
  util::EpochMillis time = 0;
  std::string at;    // like "authorize", "token"
  std::string text;  // the query or the form, its secrets shortened; of SAML the message

  bool operator==(const Asked&) const = default;
};

// A sign-in between the stand-in's page and its profile.
struct Grant {
  std::string code_digest;
  std::string access_digest;  // of the access token; empty before the code was redeemed
  std::string redirect_uri;
  std::string scope;
  std::string nonce;
  Identity identity;
  util::EpochMillis expires = 0;
};

// A form that was shown, and not sent yet.
struct ShownForm {
  std::string digest;        // of its one-time value
  std::string query_digest;  // of the query that it belongs to
  util::EpochMillis expires = 0;
};

// All lists have the newest last.
struct Traffic {
  std::vector<Asked> asked;
  std::vector<Grant> grants;
  std::vector<ShownForm> forms;
  std::string last_assertion;  // the ID of the last assertion
};

// That of all stand-ins. Any thread.
class Traffics {
 public:
  static constexpr std::size_t kMostProviders = 1024;

  // Nobody else uses the provider's meanwhile. Where there are too many, that of the provider that was used longest ago is forgotten.
  void With(const std::string& provider, const std::function<void(Traffic&)>& use);

 private:
  struct Entry {
    util::Mutex mutex;
    Traffic traffic ROCKPOOL_GUARDED_BY(mutex);
    std::uint64_t last_use = 0;
  };

  std::shared_ptr<Entry> Find(const std::string& provider);

  util::Mutex mutex_;
  std::uint64_t uses_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::unordered_map<std::string, std::shared_ptr<Entry>> by_provider_ ROCKPOOL_GUARDED_BY(mutex_);
};

// Nobody need put them: by default all servers of a process share one, and none sees another one's providers in it.
struct Settings {
  std::shared_ptr<Traffics> traffics = std::make_shared<Traffics>();
};

// Reads and changes the provider's own. A reset, and a provider that is made anew under its name, begin with none. Not inside a
// transaction; `use` must not begin one.
void WithTraffic(const world::World& world, const identity_providers::ProviderInUse& provider, const std::function<void(Traffic&)>& use);

// Adds at the end, and forgets what is oldest where it would be too much.
void Remember(Traffic& traffic, Asked asked);
void Remember(Traffic& traffic, Grant grant, util::EpochMillis now);
void Remember(Traffic& traffic, ShownForm form, util::EpochMillis now);

// As people see it, the oldest first.
std::string AskedJson(const std::vector<Asked>& asked);

}  // namespace rockpool::federation
