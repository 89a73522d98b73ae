---
name: clients_of_app
description: Which hosts used an application lately, most bytes first, with how many servers each
max_rows: 50
arguments:
  app:
    type: text
    description: master protocol as history has it in l7_proto, tls or dns say
  hours:
    type: integer
    description: how far back
    min: 1
    max: 720
    default: 24
---
SELECT src_ip, sum(bytes) AS bytes, countIf(first_dump) AS flows, uniq(dst_ip) AS servers
FROM flows
WHERE l7_proto = {app:String} AND stored >= now() - toIntervalHour({hours:UInt32})
GROUP BY src_ip
ORDER BY bytes DESC
