#include "server/oauth/pages/terms_links.h"

#include <map>
#include <utility>

#include "server/clients/branding/terms.h"

namespace rockpool::oauth {
namespace {

// How terms name the languages that pages know by `lang`.
std::string_view NameOf(std::string_view lang) {
  static const std::map<std::string_view, std::string_view> names = {{"de", "cognito:german"},
                                                                     {"en", "cognito:english"},
                                                                     {"es", "cognito:spanish"},
                                                                     {"fr", "cognito:french"},
                                                                     {"id", "cognito:bahasa-indonesia"},
                                                                     {"it", "cognito:italian"},
                                                                     {"ja", "cognito:japanese"},
                                                                     {"ko", "cognito:korean"},
                                                                     {"nl", "cognito:dutch"},
                                                                     {"pt-BR", "cognito:portuguese-brazil"},
                                                                     {"zh-CN", "cognito:chinese-simplified"},
                                                                     {"zh-TW", "cognito:chinese-traditional"}};
  const auto found = names.find(lang);
  return found == names.end() ? "" : found->second;
}

std::optional<std::string> LinkOf(const storage::Transaction& transaction, const clients::ClientInUse& client, std::string_view name,
                                  std::string_view lang) {
  const auto record = clients::FindTermsOfClient(transaction, client.pool->id, client.id, name);
  if (!record) {
    return std::nullopt;
  }
  const auto links = clients::ShownTerms(*record).Links;
  const auto own = links.find(NameOf(lang));
  const auto found = own == links.end() ? links.find("cognito:default") : own;
  return found == links.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<TermsLinks> FindTermsLinks(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                         std::string_view lang) {
  auto terms_of_use = LinkOf(transaction, client, "terms-of-use", lang);
  auto privacy_policy = LinkOf(transaction, client, "privacy-policy", lang);
  return terms_of_use && privacy_policy ? std::optional(TermsLinks{std::move(*terms_of_use), std::move(*privacy_policy)}) : std::nullopt;
}

}  // namespace rockpool::oauth
