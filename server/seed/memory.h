// What a seed remembers of entries that must not run twice: docs/decisions/0013-what-a-seed-remembers.md.
//
// A mark lies beside what the entry changed and is deleted with it. It is written by the very transaction that makes the change, so neither
// is ever there without the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/repeats.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool::seed {

// Makes marks. One thread at a time.
class Marks {
 public:
  // The marks' key is a property of `keeper`, drawn when the first mark is made. Both outlive it. Marks serve any store that is seeded in
  // place of `keeper`.
  Marks(storage::Store& keeper, util::Random& random) : keeper_(keeper), random_(random) {}

  // 43 characters that tell nothing of the entry to who has not the key: an HMAC. `occurrence` counts the entries before it in
  // the seed that are equal to it. `request` is canonical JSON. Outside of transactions.
  std::string Of(std::string_view operation, std::string_view request, std::size_t occurrence);

 private:
  storage::Store& keeper_;
  util::Random& random_;
  std::optional<std::string> key_;
};

// Whether that owner has the mark.
bool HasMark(const storage::Store& store, const operations::RecordOwner& owner, std::string_view mark);

// A store whose writes leave a mark beside the owner, each in the transaction that it is. The owner must be there after the write
// (std::logic_error if not). As many threads as `store` allows.
class MarkingStore final : public storage::Store {
 public:
  MarkingStore(storage::Store& store, operations::RecordOwner owner, std::string mark, util::EpochMillis now);

  storage::Writer& writer() override { return store_.writer(); }
  bool MayBlock() const override { return store_.MayBlock(); }

 protected:
  void ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override { store_.Read(body); }
  void BriefReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override { store_.ReadBriefly(body); }
  void WriteTransaction(const std::function<void(storage::Transaction&)>& body) override;
  void Replace(const storage::Store& other, const storage::Amendment& amendment) override { store_.ReplaceContentsWith(other, amendment); }

 private:
  storage::Store& store_;
  const storage::PoolResource mark_;
};

}  // namespace rockpool::seed
