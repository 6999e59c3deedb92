// From the options of the program to the settings of its modules.
#pragma once

#include "server/http/beast/server.h"
#include "server/identity_providers/settings.h"
#include "server/options.h"
#include "server/protocol/settings.h"
#include "server/world/settings.h"
#include "storage/sqlite/store.h"

namespace rockpool {

storage::sqlite::Options StorageOptions(const Options& options);
identity_providers::Settings IdentityProviderSettings(const Options& options);
world::Settings WorldSettings(const Options& options);
protocol::Settings ProtocolSettings(const Options& options);
http::beast::Settings HttpSettings(const Options& options);

}  // namespace rockpool
