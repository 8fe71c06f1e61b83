-- Three thousand people who signed up within the year before 2026-06-01, in four cities. Most can be
-- reached by some channel; each channel lacks an address of some, and the consent of others.
SELECT concat('M', 10000 + i) AS member,
       ['Seoul', 'Busan', 'Incheon', 'Daegu'][1 + CAST(hash(i, 'city') % 4 AS INTEGER)] AS city,
       TIMESTAMP '2025-06-01' + to_hours(CAST(hash(i, 'sign-up') % 8760 AS INTEGER)) AS signed_up,
       ['Minji', 'Jun', 'Yuna', 'Siwoo', 'Hana', 'Doyun', 'Sora'][1 + CAST(hash(i, 'name') % 7 AS INTEGER)] AS name,
       if(hash(i, 'email') % 10 < 8, concat('m', 10000 + i, '@mail.example'), NULL) AS email,
       if(hash(i, 'phone') % 10 < 9, concat('010-', 1000 + hash(i, 'exchange') % 9000, '-', 1000 + i), NULL) AS phone,
       if(hash(i, 'line') % 10 < 4, concat('U', 10000 + i), NULL) AS line_id,
       if(hash(i, 'app') % 10 < 5, concat('A', 10000 + i), NULL) AS app_id,
       hash(i, 'wants email') % 10 < 7 AS wants_email,
       hash(i, 'wants kakao') % 10 < 7 AS wants_kakao,
       hash(i, 'wants sms') % 10 < 5 AS wants_sms,
       hash(i, 'wants line') % 10 < 8 AS wants_line,
       hash(i, 'wants push') % 10 < 7 AS wants_push
FROM range(3000) AS t(i)
