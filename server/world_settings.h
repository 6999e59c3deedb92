// What each storey finds of the options in the world.
#pragma once

#include <functional>
#include <string>

#include "server/http/client.h"
#include "server/messaging/settings.h"
#include "server/options.h"
#include "server/triggers/invoker.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/world.h"
#include "storage/store.h"

namespace rockpool {

// All that is passed outlives what comes of it.
messaging::Settings MessagingSettings(const messaging::Options& options, storage::Store& store, http::Client& client,
                                      const util::WallClock& wall_clock, util::Random& random);

// `secret` is the store's own. `wake_imports` is called whenever there is a job to look at.
world::Settings WorldSettings(const Options& options, const std::string& secret, const messaging::Settings& messaging,
                              triggers::Settings triggers, std::function<void()> wake_imports);

// The same world for what is seeded, which is state: no function hears of it, and its messages stay in the outbox.
world::World WithoutFunctions(const world::World& world);

}  // namespace rockpool
