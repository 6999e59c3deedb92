// The table `messages`.
#pragma once

#include "storage/messages.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class Messages final : public storage::Messages {
 public:
  explicit Messages(Connection& connection) : connection_(connection) {}

  std::int64_t Insert(const Message& message) override;
  std::vector<Message> List(const MessageFilter& filter, std::size_t limit) const override;
  void DeleteAll() override;

 private:
  std::int64_t NewestOf(std::string_view user_pool_id) const;  // 0: it has none
  void Trim(std::string_view user_pool_id);

  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
