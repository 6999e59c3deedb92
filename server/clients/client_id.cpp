#include "server/clients/client_id.h"

#include <cstddef>

namespace rockpool::clients {
namespace {

constexpr std::size_t kLength = 26;
constexpr std::string_view kCustomIdPrefix = "_custom_id_:";  // with the ids that follow it in overrides.json, under ClientNameType

}  // namespace

std::string DrawClientId(util::Random& random) { return util::RandomText(random, kClientAlphabet, kLength); }

std::optional<std::string> CustomClientId(std::string_view client_name) {
  if (!client_name.starts_with(kCustomIdPrefix)) {
    return std::nullopt;
  }
  return std::string(client_name.substr(kCustomIdPrefix.size()));
}

}  // namespace rockpool::clients
