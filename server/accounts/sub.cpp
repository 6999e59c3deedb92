#include "server/accounts/sub.h"

#include <array>
#include <span>

#include "server/util/strings.h"

namespace rockpool::accounts {

std::string DrawSub(util::Random& random) {
  std::array<char, 16> bytes;
  random.Fill(std::span(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()));
  return SubOfBytes({bytes.data(), bytes.size()});
}

std::string SubOfBytes(std::string_view bytes) {
  std::string hex = util::HexEncode(bytes);
  hex.replace(12, 2, "70");
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20);
}

}  // namespace rockpool::accounts
