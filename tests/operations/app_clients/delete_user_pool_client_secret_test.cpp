#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using DeleteUserPoolClientSecret = PoolTest<ClientPool>;

// A confidential client with two secrets.
struct Rotating {
  explicit Rotating(ClientPool& pool)
      : pool(pool),
        id(pool.New(R"("ClientSecret":"the_first_secret_of_a_client")")),
        first(id + "--1700000000000"),
        second(pool.CallOf("AddUserPoolClientSecret", id, R"("ClientSecret":"a_second_secret_of_a_client")")
                   .TextAt("ClientSecretDescriptor.ClientSecretId")) {}

  Answer Delete(const std::string& secret) const {
    return pool.CallOf("DeleteUserPoolClientSecret", id, R"("ClientSecretId":")" + secret + '"');
  }

  ClientPool& pool;
  std::string id;
  std::string first;
  std::string second;
};

TEST_F(DeleteUserPoolClientSecret, LeavesTheOtherSecretToTheClient) {
  const Rotating client(pool);
  EXPECT_EQ(client.Delete(client.first).body, "{}");
  EXPECT_EQ(pool.Describe(client.id).TextAt("UserPoolClient.ClientSecret"), "a_second_secret_of_a_client");
  EXPECT_EQ(pool.CallOf("ListUserPoolClientSecrets", client.id).At("ClientSecrets").Size(), 1u);
}

TEST_F(DeleteUserPoolClientSecret, SparesTheLastOne) {
  const Rotating client(pool);
  client.Delete(client.first);
  EXPECT_EQ(OutcomeOf(client.Delete(client.second)),
            "InvalidParameterException: The last client secret of user pool client " + client.id + " cannot be deleted.");
}

TEST_F(DeleteUserPoolClientSecret, TellsAnUnknownSecret) {
  const Rotating client(pool);
  const Rotating other(pool);
  client.Delete(client.first);
  for (const std::string& unknown : {client.first, other.first, std::string("nothing")}) {
    EXPECT_EQ(OutcomeOf(client.Delete(unknown)), "ResourceNotFoundException: Client secret " + unknown + " does not exist.");
  }
}

TEST_F(DeleteUserPoolClientSecret, TellsAnUnknownClient) {
  EXPECT_EQ(OutcomeOf(pool.CallOf("DeleteUserPoolClientSecret", "nobody", R"("ClientSecretId":"nothing")")),
            "ResourceNotFoundException: User pool client nobody does not exist.");
}

}  // namespace
}  // namespace rockpool::support
