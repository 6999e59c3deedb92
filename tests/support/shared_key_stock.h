// One RSA key for all tests of a process: making one takes longer than most tests.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "server/crypto/key_stock.h"

namespace rockpool::support {

class SharedKeyStock final : public crypto::KeyStock {
 public:
  crypto::RsaKey Take() override {
    static const std::string pem = crypto::RsaKey::Generate().ToPem();
    ++taken;
    on_take();
    return crypto::RsaKey::FromPem(pem);
  }

  std::atomic<int> taken = 0;

  // What a test lets happen while a key is taken.
  std::function<void()> on_take = [] {};
};

}  // namespace rockpool::support
