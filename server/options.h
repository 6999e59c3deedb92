// What a user can set: by flag, by environment variable, or in a TOML file. It is the settings of the modules, each as the module itself
// declares them, and the little that is of the program alone; a module sees its own part. Which option is which member, and what its words
// mean, stands in options.cpp alone.
//
// An option has one name in three spellings: `--max-user-pools`, `ROCKPOOL_MAX_USER_POOLS`, and `max_user_pools` in the file. A flag
// beats the environment, the environment beats the file, the file beats the default. An empty environment variable counts as not set.
// What is a list of things is a table of the file alone: `[triggers]`, and then `triggers` is no key beside it.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/accounts/settings.h"
#include "server/command_line.h"
#include "server/crypto/rsa_key.h"
#include "server/http/beast/server.h"
#include "server/identity_providers/settings.h"
#include "server/messaging/settings.h"
#include "server/oauth/settings.h"
#include "server/pools/quotas.h"
#include "server/protocol/settings.h"
#include "server/tls.h"
#include "server/tokens/settings.h"
#include "server/triggers/places/settings.h"
#include "server/util/log.h"
#include "storage/sqlite/store.h"

namespace rockpool {

struct Options {
  http::beast::Settings http{.stop_on_signals = true};
  TlsOptions tls;
  std::vector<std::string> connect_to;  // as http::ParseConnectTo reads them
  storage::sqlite::Options storage{.path = "./rockpool.db"};
  protocol::Settings protocol;
  identity_providers::Settings identity_providers;
  pools::Quotas quotas;
  bool enforces_rates = false;  // pools::RateSettings
  accounts::Settings accounts;
  tokens::Settings tokens;
  messaging::Options messaging;
  oauth::Settings oauth;
  triggers::CallSettings triggers;
  crypto::SigningKeys signing_keys = crypto::SigningKeys::kShared;
  util::LogLevel log_level = util::LogLevel::kInfo;
  util::LogFormat log_format = util::LogFormat::kText;
  std::string seed;          // path, or empty: none
  std::string config;        // path, or empty: none
  bool healthcheck = false;  // flag only: ask the server at host and port for its health instead of starting one

  bool operator==(const Options&) const = default;
};

// Reads `argv` (argv[0] is skipped), the environment and the file that they name. Takes PORT for ROCKPOOL_PORT where that is not set, by
// setting it in the environment: call it before any thread starts. What is wrong becomes an Exit with kUsageError and one sentence.
std::variant<Options, Exit> ParseOptions(int argc, const char* const* argv, std::string_view version);

// One sentence for each environment variable that begins with ROCKPOOL_ and is none of ours: it names the variable of ours that is spelt
// most like it. Their values are not looked at.
std::vector<std::string> WarningsOfVariables();

}  // namespace rockpool
