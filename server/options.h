// What a user can set: by flag, by environment variable, or in a TOML file. The modules do not see it: app fills their settings from it.
//
// An option has one name in three spellings: `--max-user-pools`, `ROCKPOOL_MAX_USER_POOLS`, and `max_user_pools` in the file. A flag
// beats the environment, the environment beats the file, the file beats the default. An empty environment variable counts as not set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/crypto/rsa_key.h"
#include "server/pools/quotas.h"
#include "server/util/log.h"
#include "server/util/strings.h"

namespace rockpool {

enum class SignatureCheck { kParse, kRequire };
enum class DurabilityLevel { kProcess, kFull };
enum class RemoteDocumentsMode { kLocal, kOnline, kNever };
enum class ProviderDetailsUpdate { kMerge, kReplace };
enum class SocialScopes { kDocumented, kAny };

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 9229;    // 0: a free one
  int tls_port = -1;            // 0: a free one; -1: no TLS
  std::string tls_certificate;  // paths of PEM files, both or none: then a certificate of our own authority
  std::string tls_key;
  std::string tls_names;   // host names and addresses, separated by commas, that our own certificate is for too
  std::string trusted_ca;  // path of a PEM file, or empty: none beside the system's
  std::string database = "./rockpool.db";
  std::string seed;    // path, or empty: none
  std::string config;  // path, or empty: none
  util::LogLevel log_level = util::LogLevel::kInfo;
  util::LogFormat log_format = util::LogFormat::kText;
  std::string region = "us-east-1";
  std::string account = util::kNoAccount;
  SignatureCheck sigv4 = SignatureCheck::kParse;
  DurabilityLevel durability = DurabilityLevel::kProcess;
  RemoteDocumentsMode remote_documents = RemoteDocumentsMode::kLocal;
  ProviderDetailsUpdate provider_details_update = ProviderDetailsUpdate::kMerge;
  SocialScopes social_scopes = SocialScopes::kDocumented;
  crypto::SigningKeys signing_keys = crypto::SigningKeys::kShared;
  std::vector<std::string> allowed_hosts;    // in lower case, without ports
  std::vector<std::string> allowed_origins;  // as http::NormalOrigin writes them
  pools::Quotas quotas;
  std::size_t max_body_bytes = 4 * 1024 * 1024;
  std::size_t max_request_memory = 256 * 1024 * 1024;
  std::size_t max_connections = 4096;
  unsigned threads = 0;            // that do input and output; 0: as many as the machine has cores
  std::size_t max_waiting = 1024;  // threads that wait for other servers
  bool healthcheck = false;        // flag only: ask the server at host and port for its health instead of starting one

  bool operator==(const Options&) const = default;
};

// The program ends without starting a server: print `text`, which ends with a line break, on standard output if `code` is 0 (--help,
// --version), else on standard error.
struct Exit {
  int code = 0;
  std::string text;
};

inline constexpr int kUsageError = 2;

// Reads `argv` (argv[0] is skipped), the environment and the file that they name. Takes PORT for ROCKPOOL_PORT where that is not set, by
// setting it in the environment: call it before any thread starts. What is wrong becomes an Exit with kUsageError and one sentence.
std::variant<Options, Exit> ParseOptions(int argc, const char* const* argv, std::string_view version);

// One sentence for each environment variable that begins with ROCKPOOL_ and is none of ours: it names the variable of ours that is spelt
// most like it. Their values are not looked at.
std::vector<std::string> WarningsOfVariables();

}  // namespace rockpool
