#include "server/workbench/messages.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/http/form.h"
#include "server/messaging/message_json.h"
#include "server/pools/pool_in_use.h"
#include "server/workbench/endpoints.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

constexpr std::string_view kPath = "/_rockpool/messages";
constexpr std::int64_t kLongestWaitSeconds = 60;
constexpr std::size_t kAll = storage::Messages::kKeptOfPool * 1000;

struct Question {
  storage::MessageFilter filter;
  std::chrono::seconds wait{0};
};

std::int64_t NumberIn(const http::NamedValues& query, std::string_view name, std::int64_t most) {
  const auto text = query.Find(name).value_or("");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 0)) {
    throw api::InvalidParameterException(std::string(name) + " must be a whole number.");
  }
  return std::min(number, most);
}

Question ReadQuestion(const http::Request& request) {
  const auto parsed = http::ParseForm(request.query);
  if (!parsed) {
    throw api::InvalidParameterException("The query cannot be read.");
  }
  const http::NamedValues& query = *parsed;
  Question question;
  question.filter.user_pool_id = query.Find("pool").value_or("");
  question.filter.username = query.Find("user").value_or("");
  question.filter.destination = query.Find("to").value_or("");
  question.filter.after = NumberIn(query, "after", INT64_MAX);
  question.wait = std::chrono::seconds(NumberIn(query, "wait", kLongestWaitSeconds));
  return question;
}

// A user of a named pool goes by all his names.
storage::MessageFilter Resolve(const storage::Transaction& transaction, const world::World& world, storage::MessageFilter filter) {
  if (!filter.username.empty() && transaction.user_pools().FindById(filter.user_pool_id)) {
    const auto pool = pools::UsePoolOf(transaction, world.caches, filter.user_pool_id);
    if (const auto user = accounts::FindUser(transaction, *pool, filter.username)) {
      filter.username = user->username();
    }
  }
  return filter;
}

class Reading final : public http::Work {
 public:
  Reading(const world::World& world, util::Random& random, http::Request request)
      : world_(world), random_(random), request_(std::move(request)) {}

  void Prepare() noexcept override {
    try {
      question_ = ReadQuestion(request_);
      until_ = std::chrono::steady_clock::now() + question_->wait;
    } catch (...) {
      question_.reset();  // Run tells what is wrong
    }
  }

  http::Runs Where() const override { return http::Runs::kComputes; }  // a thousand messages take milliseconds

  bool IsWaiting() override {
    try {
      return question_ && std::chrono::steady_clock::now() < until_ && List(1).empty();
    } catch (...) {
      return false;
    }
  }

  http::Response Run() noexcept override {
    return AnswerOf(
        [this] {
          question_ = ReadQuestion(request_);
          std::vector<std::string> messages;
          std::ranges::transform(List(kAll), std::back_inserter(messages), messaging::JsonOf);
          api::JsonObject json;
          json.AddJsonList("messages", messages);
          return json.Text();
        },
        request_, random_);
  }

 private:
  std::vector<storage::Message> List(std::size_t limit) const {
    return world_.store.Read([&](const storage::Transaction& transaction) {
      return transaction.messages().List(Resolve(transaction, world_, question_->filter), limit);
    });
  }

  const world::World& world_;
  util::Random& random_;
  const http::Request request_;
  std::optional<Question> question_;
  std::chrono::steady_clock::time_point until_;
};

class MessagesEndpoint final : public http::Endpoint {
 public:
  MessagesEndpoint(const world::World& world, util::Random& random) : world_(world), random_(random) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override {
    return std::make_unique<Reading>(world_, random_, std::move(request));
  }

 private:
  const world::World& world_;
  util::Random& random_;
};

}  // namespace

void AddMessages(Workbench& workbench, const world::World& world, util::Random& random) {
  workbench.Add("GET", kPath, std::make_unique<MessagesEndpoint>(world, random), Workbench::Seen::kByPeople);
  workbench.Add("DELETE", kPath,
                std::make_unique<JsonEndpoint>(
                    [&world](const http::Request&) {
                      world.store.Write([](storage::Transaction& transaction) { transaction.messages().DeleteAll(); });
                      return std::string("{}");
                    },
                    http::Runs::kComputes, random));
}

}  // namespace rockpool::workbench
