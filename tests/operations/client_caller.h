// A pool, its app clients, and calls about what belongs to them.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

// Like "ClientId":"x".
inline std::string TextMember(std::string_view name, std::string_view value) {
  return '"' + std::string(name) + R"(":")" + std::string(value) + '"';
}

class ClientCaller : public PoolCaller {
 public:
  using PoolCaller::PoolCaller;

  // The id of a new app client.
  std::string AddClient() const {
    return Call("CreateUserPoolClient", TextMember("ClientName", "client")).TextAt("UserPoolClient.ClientId");
  }
  void DeleteClient(std::string_view client) const { EXPECT_EQ(Try("DeleteUserPoolClient", TextMember("ClientId", client)), kOk); }
};

}  // namespace rockpool::support
